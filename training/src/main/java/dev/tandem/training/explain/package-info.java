/**
 * Measures that make a trained model understandable: what it listens to, where its tasks agree, and
 * what it has found alike.
 */
package dev.tandem.training.explain;
