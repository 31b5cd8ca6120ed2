/** What every event has, whatever its source: a time and an identity. */
package dev.tandem.features.event;
