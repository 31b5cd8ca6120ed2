/**
 * What a team declares: entities, sources, views, on-demand features, services, labels, training
 * sets and models.
 */
package dev.tandem.features.declaration;
