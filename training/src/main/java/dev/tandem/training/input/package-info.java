/**
 * What makes the input vectors of a network from ids and numbers: embeddings, pooled lists, encoded
 * sequences; forward, backward and exported.
 */
package dev.tandem.training.input;
