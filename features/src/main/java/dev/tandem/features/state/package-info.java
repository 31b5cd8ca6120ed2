/**
 * What is kept of an entity's events online: one packed value from which a view's features can be
 * computed at any later instant.
 */
package dev.tandem.features.state;
