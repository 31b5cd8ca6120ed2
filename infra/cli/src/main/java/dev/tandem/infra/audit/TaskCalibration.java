package dev.tandem.infra.audit;

import java.util.OptionalDouble;

/**
 * How well the predictions of one task fit what happened, over the served rows whose label is known
 * by now.
 *
 * @param rows those in the task's sample space with a known label
 * @param predicted the sum of the predictions
 * @param happened the sum of the labels
 * @param error the expected calibration error of a binary task; empty for others, and without rows
 */
public record TaskCalibration(
    String model,
    String modelVersion,
    String task,
    long rows,
    double predicted,
    double happened,
    OptionalDouble error) {

  /** Predicted over happened, where 1 is right; empty if nothing happened. */
  public OptionalDouble ratio() {
    return happened == 0 ? OptionalDouble.empty() : OptionalDouble.of(predicted / happened);
  }
}
