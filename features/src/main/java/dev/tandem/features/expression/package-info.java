/**
 * Expressions over fields and features: the predicates of aggregates and labels, and on-demand
 * features.
 */
package dev.tandem.features.expression;
