package dev.tandem.training.explain;

/**
 * How far two tasks pull shared weights the same way, see {@link GradientCosines}.
 *
 * @param cosine in [-1, 1]
 * @param conflictShare of the looks in which the cosine was below 0
 */
public record TaskAgreement(String task, String other, double cosine, double conflictShare) {}
