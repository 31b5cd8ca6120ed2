package dev.tandem.training.explain;

/**
 * A value that a model has found like another.
 *
 * @param cosine of the angle between their vectors, in [-1, 1]; 1 is the same direction
 */
public record Neighbour(String value, double cosine) {}
