package dev.tandem.training.metric;

import java.util.OptionalDouble;

/**
 * How far predicted values are from the labels, in the label's unit.
 *
 * @param rows those whose label is not NaN
 * @param squares the sum of the squared errors
 * @param sizes the sum of the absolute errors
 * @param spread the sum of the squared distances of the labels from their mean
 * @param predicted the sum of the predictions
 * @param happened the sum of the labels
 */
record ValueErrors(
    int rows, double squares, double sizes, double spread, double predicted, double happened) {

  /** The errors of the rows whose label is not NaN. */
  static ValueErrors of(float[] predictions, float[] labels) {
    int rows = 0;
    double squares = 0;
    double sizes = 0;
    double predicted = 0;
    double happened = 0;
    for (int i = 0; i < labels.length; i++) {
      if (!Float.isNaN(labels[i])) {
        double error = (double) predictions[i] - labels[i];
        squares += error * error;
        sizes += Math.abs(error);
        predicted += predictions[i];
        happened += labels[i];
        rows++;
      }
    }
    double spread = spread(labels, happened / rows);
    return new ValueErrors(rows, squares, sizes, spread, predicted, happened);
  }

  private static double spread(float[] labels, double mean) {
    double spread = 0;
    for (float label : labels) {
      if (!Float.isNaN(label)) {
        spread += (label - mean) * (label - mean);
      }
    }
    return spread;
  }

  /** The root of the mean squared error, or empty without rows. */
  OptionalDouble rootMeanSquare() {
    return rows == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(squares / rows));
  }

  /** The mean absolute error, or empty without rows. */
  OptionalDouble meanSize() {
    return rows == 0 ? OptionalDouble.empty() : OptionalDouble.of(sizes / rows);
  }

  /**
   * The share of the labels' variance that the predictions explain, 1 - squares / spread; negative
   * if their mean would explain more, empty if all labels are equal.
   */
  OptionalDouble explained() {
    return spread == 0 ? OptionalDouble.empty() : OptionalDouble.of(1 - squares / spread);
  }

  /** The sum of the predictions over that of the labels, or empty if the latter is 0. */
  OptionalDouble ratio() {
    return happened == 0 ? OptionalDouble.empty() : OptionalDouble.of(predicted / happened);
  }
}
