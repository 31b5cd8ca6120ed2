package dev.tandem.training.network;

/**
 * The behavioural expectation calibrator between two tasks: the mean over a batch's rows of {@code
 * max(p(after) - p(before), 0)}, times a weight, is added to the loss (Xi et al., KDD 2021).
 *
 * @param before the number of the task that happens first, for example click
 * @param after the number of the task that happens only if the first did, for example purchase
 * @param weight of the term
 */
public record Calibration(int before, int after, double weight) {}
