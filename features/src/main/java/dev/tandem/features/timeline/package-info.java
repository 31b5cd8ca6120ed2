/** Events of one batch brought into order: entity by entity, each in time. */
package dev.tandem.features.timeline;
