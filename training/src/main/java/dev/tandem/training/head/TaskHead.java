package dev.tandem.training.head;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.Optional;

/**
 * What the units of a task's head mean: the loss by which they learn from labels, and the
 * prediction that they stand for. Immutable and thread-safe.
 *
 * <p>The units of row i are {@code outputs[i * units(), (i + 1) * units())}. A loss is a sum over
 * the rows of the task's sample space; the caller divides by their number in the whole batch.
 */
public abstract class TaskHead {

  /** The head of a task whose labels have the given scale. */
  public static TaskHead of(Task task, LabelScale scale) {
    return switch (task.kind()) {
      case BINARY -> new BinaryHead();
      case REGRESSION ->
          task.range().isEmpty()
              ? new RegressionHead(scale)
              : new RangeHead(scale, task.range().get(0), task.range().get(1));
      case MULTICLASS -> new MulticlassHead(task.classes());
      case ZILN -> new ZeroInflatedHead();
    };
  }

  /** The number of units of a row. */
  public abstract int units();

  /** What the units are held against for a label; NaN for NaN. */
  public abstract float target(float label);

  /** The loss of the row whose units begin at {@code outputs[at]}. */
  public abstract double loss(float[] outputs, int at, float target);

  /**
   * Writes {@code factor} times the derivative of the {@link #loss} by each unit to {@code into},
   * from {@code at} on.
   */
  abstract void gradient(float[] outputs, int at, float target, double factor, float[] into);

  /** The prediction: a probability, or a value in the label's unit. */
  public abstract float value(float[] outputs, int at);

  /** The size of a difference between two predictions that is as much as 1 of a probability. */
  public double unit() {
    return 1;
  }

  /** The number of probabilities behind the prediction, 0 if there are none. */
  public int probabilities() {
    return 0;
  }

  /** Writes the probabilities behind the prediction to {@code into}, from {@code intoAt} on. */
  public void probabilities(float[] outputs, int at, float[] into, int intoAt) {}

  /** Adds the prediction of units (rows x units) to a graph: rows x 1. */
  public abstract String exportValue(OnnxGraph graph, String outputs);

  /** Adds the probabilities behind the prediction, rows x probabilities; empty without any. */
  public Optional<String> exportProbabilities(OnnxGraph graph, String outputs) {
    return Optional.empty();
  }

  /** The sum of the loss over the in-space rows; row i has the target {@code targets[from + i]}. */
  // Hot path: once per task and block.
  public final double loss(float[] outputs, float[] targets, int from, int rows) {
    int units = units();
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      float target = targets[from + i];
      if (!Float.isNaN(target)) {
        sum += loss(outputs, i * units, target);
      }
    }
    return sum;
  }

  /**
   * Writes the gradient of {@code factor} times the sum by the units; 0 for rows outside the space.
   */
  // Hot path: once per task and block.
  public final void gradient(
      float[] outputs, float[] targets, int from, int rows, double factor, float[] into) {
    int units = units();
    for (int i = 0; i < rows; i++) {
      float target = targets[from + i];
      if (Float.isNaN(target)) {
        for (int j = i * units; j < (i + 1) * units; j++) {
          into[j] = 0;
        }
      } else {
        gradient(outputs, i * units, target, factor, into);
      }
    }
  }
}
