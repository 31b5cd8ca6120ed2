/** The online store: the newest state of every entity, by key. */
package dev.tandem.features.store;
