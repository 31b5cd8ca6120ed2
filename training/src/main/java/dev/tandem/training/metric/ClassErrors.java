package dev.tandem.training.metric;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How often each class was predicted for each, where the most probable one is predicted, the lowest
 * of several. Filled once; not thread-safe while it is.
 */
final class ClassErrors {
  private final int classes;
  private final long[] counts;
  private long rows;
  private double crossEntropy;

  private ClassErrors(int classes) {
    this.classes = classes;
    this.counts = new long[classes * classes];
  }

  /**
   * Counts the rows whose label is not NaN.
   *
   * @param probabilities rows x classes
   * @param labels each one of {@code classes}
   */
  static ClassErrors of(float[] probabilities, float[] labels, List<Double> classes) {
    ClassErrors errors = new ClassErrors(classes.size());
    Map<Float, Integer> numbers = new HashMap<>();
    for (int number = 0; number < classes.size(); number++) {
      numbers.put(classes.get(number).floatValue(), number);
    }
    for (int row = 0; row < labels.length; row++) {
      if (!Float.isNaN(labels[row])) {
        errors.add(probabilities, row * classes.size(), numbers.get(labels[row]));
      }
    }
    return errors;
  }

  private void add(float[] probabilities, int at, int label) {
    int top = 0;
    for (int i = 1; i < classes; i++) {
      if (probabilities[at + i] > probabilities[at + top]) {
        top = i;
      }
    }
    counts[label * classes + top]++;
    crossEntropy += LogLoss.of(probabilities[at + label], 1);
    rows++;
  }

  int rows() {
    return (int) rows;
  }

  /** The share of rows whose most probable class is their own, or empty without rows. */
  OptionalDouble accuracy() {
    long right = 0;
    for (int i = 0; i < classes; i++) {
      right += counts[i * classes + i];
    }
    return rows == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) right / rows);
  }

  /** The mean of minus the logarithm of the own class's probability, or empty without rows. */
  OptionalDouble logLoss() {
    return rows == 0 ? OptionalDouble.empty() : OptionalDouble.of(crossEntropy / rows);
  }

  /**
   * Cohen's kappa weighted by the squared distance of the classes' numbers: 1 - the sum of
   * distances over that of independent labels and predictions with the same frequencies. Empty if
   * the latter is 0, as when all rows are predicted to be of the one class that they are of.
   */
  OptionalDouble quadraticKappa() {
    double found = 0;
    double expected = 0;
    for (int label = 0; label < classes; label++) {
      for (int predicted = 0; predicted < classes; predicted++) {
        double distance = (double) (label - predicted) * (label - predicted);
        found += distance * counts[label * classes + predicted];
        expected += distance * labelled(label) * predicted(predicted) / rows;
      }
    }
    return expected > 0 ? OptionalDouble.of(1 - found / expected) : OptionalDouble.empty();
  }

  private double labelled(int label) {
    double sum = 0;
    for (int i = 0; i < classes; i++) {
      sum += counts[label * classes + i];
    }
    return sum;
  }

  private double predicted(int predicted) {
    double sum = 0;
    for (int i = 0; i < classes; i++) {
      sum += counts[i * classes + predicted];
    }
    return sum;
  }
}
