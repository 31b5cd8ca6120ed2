/** The bytes under which an entity's state is kept. */
package dev.tandem.features.key;
