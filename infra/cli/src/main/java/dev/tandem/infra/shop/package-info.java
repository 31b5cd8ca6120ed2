/**
 * A simulated shop: customers with hidden tastes, a log of what they did, and the true
 * probabilities that produced it.
 */
package dev.tandem.infra.shop;
