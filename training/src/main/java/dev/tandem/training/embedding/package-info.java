/** Embedding tables, kept outside the dense network: only touched rows are read and updated. */
package dev.tandem.training.embedding;
