package dev.tandem.training.architecture.funnel;

import dev.tandem.training.onnx.OnnxGraph;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A level of a cascade of logits: {@code (s + before) / 2 + b}, or {@code s + b} on the first
 * level, which has none before it.
 */
final class Cascade implements Step {
  private final Signal own;
  private final Optional<Signal> before;
  private final Optional<Signal> bias;
  private final Signal output;

  /**
   * A level.
   *
   * @param own of s, the level's own score
   * @param before the logit of the level before
   * @param bias of b; absent: 0
   */
  Cascade(Signal own, Optional<Signal> before, Optional<Signal> bias, int maxRows) {
    this.own = own;
    this.before = before;
    this.bias = bias;
    this.output = Signal.of(maxRows);
  }

  @Override
  public List<Signal> inputs() {
    return Stream.of(Optional.of(own), before, bias).flatMap(Optional::stream).toList();
  }

  @Override
  public Signal output() {
    return output;
  }

  // Hot path: once per task and block.
  @Override
  public void forward(int rows) {
    float[] sums = output.values();
    System.arraycopy(own.values(), 0, sums, 0, rows);
    if (before.isPresent()) {
      float[] logits = before.get().values();
      for (int i = 0; i < rows; i++) {
        sums[i] = 0.5f * (sums[i] + logits[i]);
      }
    }
    if (bias.isPresent()) {
      float[] biases = bias.get().values();
      for (int i = 0; i < rows; i++) {
        sums[i] += biases[i];
      }
    }
  }

  @Override
  public void backward(int rows) {
    float[] gradient = output.gradient();
    float share = before.isPresent() ? 0.5f : 1;
    add(share, gradient, rows, own.gradient());
    if (before.isPresent()) {
      add(share, gradient, rows, before.get().gradient());
    }
    if (bias.isPresent()) {
      add(1, gradient, rows, bias.get().gradient());
    }
  }

  private static void add(float factor, float[] gradient, int rows, float[] into) {
    for (int i = 0; i < rows; i++) {
      into[i] += factor * gradient[i];
    }
  }

  @Override
  public String export(OnnxGraph graph, Map<Signal, String> names) {
    String sum = names.get(own);
    if (before.isPresent()) {
      sum = graph.node("Add", sum, names.get(before.get()));
      sum = graph.node("Mul", sum, graph.scalar(0.5f));
    }
    return bias.isPresent() ? graph.node("Add", sum, names.get(bias.get())) : sum;
  }
}
