/** Slow, obvious computations to hold the fast ones against, and the random inputs for both. */
package dev.tandem.features.oracle;
