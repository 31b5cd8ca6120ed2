package dev.tandem.training.loss;

import dev.tandem.features.declaration.Task;

/**
 * The loss of one task: a sum over the rows of its sample space, which are those whose label is not
 * null (NaN here). The caller divides by the number of such rows of the whole batch.
 */
public enum TaskLoss {
  /** Binary cross-entropy on the logit. */
  BINARY_CROSS_ENTROPY {
    @Override
    double value(double output, double label) {
      return Logistic.crossEntropy(output, label);
    }

    @Override
    double slope(double output, double label) {
      return Logistic.probability(output) - label;
    }
  },
  /** The square of the difference. */
  SQUARED_ERROR {
    @Override
    double value(double output, double label) {
      return (output - label) * (output - label);
    }

    @Override
    double slope(double output, double label) {
      return 2 * (output - label);
    }
  };

  /** The loss for a kind of task. */
  public static TaskLoss of(Task.Kind kind) {
    return switch (kind) {
      case BINARY -> BINARY_CROSS_ENTROPY;
      case REGRESSION -> SQUARED_ERROR;
    };
  }

  /** The loss of one row. */
  abstract double value(double output, double label);

  /** The derivative of {@link #value} by the output. */
  abstract double slope(double output, double label);

  /** The number of rows in the task's sample space among {@code labels[from, from + rows)}. */
  public static int inSpace(float[] labels, int from, int rows) {
    int count = 0;
    for (int i = from; i < from + rows; i++) {
      if (!Float.isNaN(labels[i])) {
        count++;
      }
    }
    return count;
  }

  /** The sum of the loss over the in-space rows; row i has the label {@code labels[from + i]}. */
  public double sum(float[] outputs, float[] labels, int from, int rows) {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      float label = labels[from + i];
      if (!Float.isNaN(label)) {
        sum += value(outputs[i], label);
      }
    }
    return sum;
  }

  /**
   * Writes the gradient of {@code factor} times the sum by the outputs; 0 for rows outside the
   * space.
   */
  // Hot path: once per task and block.
  public void gradient(
      float[] outputs, float[] labels, int from, int rows, double factor, float[] into) {
    for (int i = 0; i < rows; i++) {
      float label = labels[from + i];
      into[i] = Float.isNaN(label) ? 0 : (float) (factor * slope(outputs[i], label));
    }
  }
}
