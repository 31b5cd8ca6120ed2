package dev.tandem.features.declaration;

import java.util.Optional;

/**
 * Fills each position, from the first, with the candidate that is best by a score drawn anew for
 * each that is left: from a normal distribution around the logarithm of its score, with the
 * standard deviation {@code sigma / sqrt(1 + count)}. So does Agrawal and Goyal, "Further Optimal
 * Regret Bounds for Thompson Sampling" (AISTATS 2013), algorithm 2, whose mean is here the model's.
 *
 * @param sigma the standard deviation of a candidate that has not been seen; greater than 0
 * @param count the feature that says how often a candidate has been seen; absent: never
 */
public record Thompson(double sigma, Optional<String> count, String salt) implements Exploration {}
