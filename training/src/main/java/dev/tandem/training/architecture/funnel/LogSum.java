package dev.tandem.training.architecture.funnel;

import dev.tandem.training.onnx.OnnxGraph;
import java.util.Arrays;

/** The logarithm of a sum of exponentials, safe for all finite exponents. */
final class LogSum {
  private LogSum() {}

  /** {@code ln(exp(a) + exp(b))}. */
  static double of(double a, double b) {
    return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
  }

  /** Adds the logarithm of the sum of the exponentials of values to a graph. */
  static String export(OnnxGraph graph, String... values) {
    String greatest = graph.node("Max", values);
    String[] powers =
        Arrays.stream(values)
            .map(value -> graph.node("Exp", graph.node("Sub", value, greatest)))
            .toArray(String[]::new);
    String sum = powers[0];
    for (int i = 1; i < powers.length; i++) {
      sum = graph.node("Add", sum, powers[i]);
    }
    return graph.node("Add", greatest, graph.node("Log", sum));
  }
}
