package dev.tandem.features.declaration;

/**
 * Fills each position, from the first, with a candidate drawn evenly from all that are left with
 * probability epsilon, and else with the best that is left.
 *
 * @param epsilon from 0 to 1
 */
public record EpsilonGreedy(double epsilon, String salt) implements Exploration {}
