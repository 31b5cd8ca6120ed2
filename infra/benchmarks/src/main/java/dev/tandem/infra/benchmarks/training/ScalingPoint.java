package dev.tandem.infra.benchmarks.training;

/**
 * The time of a step at one size.
 *
 * @param size rows of a step, or embedding rows
 */
record ScalingPoint(int size, double stepMillis) {}
