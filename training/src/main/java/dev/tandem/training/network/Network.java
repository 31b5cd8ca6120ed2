package dev.tandem.training.network;

import dev.tandem.training.onnx.OnnxGraph;
import java.util.List;
import java.util.Map;

/**
 * One row shard's replica of a dense network: from an input vector of each row to the units of each
 * task's head, for example the logit of a binary task. The logit of a task that comes after another
 * is that of the probability that both happen. Not thread-safe.
 *
 * <p>{@link #backward} follows the {@link #forward} of the same rows, and may do so several times,
 * each time with other gradients of the outputs: what forward left is not changed. An architecture
 * is accepted only if its gradients pass a finite-difference check in its tests.
 */
public interface Network {

  /** Computes the outputs of the first {@code rows} rows of {@code inputs}. */
  void forward(float[] inputs, int rows, Phase phase);

  /** The outputs of a task in the last forward pass, rows x units of its head; shared. */
  float[] output(int task);

  /**
   * Adds the gradients of the weights and computes the gradient of the inputs.
   *
   * @param inputs those of the last forward pass
   * @param outputGradients for each task, rows x units
   * @param inputGradient is overwritten
   */
  void backward(float[] inputs, float[][] outputGradients, int rows, float[] inputGradient);

  /** The terms of the loss beyond the tasks' own. */
  default List<LossTerm> terms() {
    return List.of();
  }

  /**
   * How networks that mix vectors weighted them, by the names of their gates: for a person who
   * wants to know which expert serves which task. The weights follow the forward passes.
   */
  default Map<String, GateWeights> gates() {
    return Map.of();
  }

  /**
   * Adds the network to an exported graph.
   *
   * @param inputs the name of the input vectors, rows x width
   * @return for each task, in order, the name of its outputs, rows x units
   */
  List<String> export(OnnxGraph graph, String inputs);
}
