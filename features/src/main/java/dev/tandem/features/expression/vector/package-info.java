/** How a checked expression is computed: typed operations over batches of rows. */
package dev.tandem.features.expression.vector;
