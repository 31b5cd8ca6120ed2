package dev.tandem.training.head;

import dev.tandem.training.onnx.OnnxGraph;

/**
 * How a task's labels are made comparable: a network learns {@code (label - mean) / deviation}.
 *
 * @param deviation positive
 */
public record LabelScale(double mean, double deviation) {
  /** The scale of binary tasks, which leaves labels as they are. */
  public static final LabelScale NONE = new LabelScale(0, 1);

  /** The scale of the non-null (not NaN) labels among the first {@code rows}. */
  public static LabelScale fit(float[] labels, int rows) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < rows; i++) {
      if (!Float.isNaN(labels[i])) {
        sum += labels[i];
        count++;
      }
    }
    if (count == 0) {
      return NONE;
    }
    double mean = sum / count;
    double squares = 0;
    for (int i = 0; i < rows; i++) {
      if (!Float.isNaN(labels[i])) {
        squares += (labels[i] - mean) * (labels[i] - mean);
      }
    }
    double deviation = Math.sqrt(squares / count);
    return new LabelScale(mean, deviation > 1e-6 * Math.abs(mean) ? deviation : 1);
  }

  /** A standardised label; NaN stays NaN. */
  public float standardise(float label) {
    return (float) ((label - mean) / deviation);
  }

  /** The value in the label's unit of a network's output. */
  public float restore(float output) {
    return output * (float) deviation + (float) mean;
  }

  /** Adds {@link #restore} to a graph. */
  String exportRestore(OnnxGraph graph, String output) {
    String scaled = graph.node("Mul", output, graph.scalar((float) deviation));
    return graph.node("Add", scaled, graph.scalar((float) mean));
  }
}
