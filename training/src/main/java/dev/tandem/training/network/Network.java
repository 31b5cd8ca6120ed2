package dev.tandem.training.network;

import dev.tandem.training.onnx.OnnxGraph;
import java.util.List;

/**
 * One row shard's replica of a dense network: from an input vector of each row to one number per
 * task, the logit of a binary task or the standardised value of a regression task. Not thread-safe.
 *
 * <p>{@link #backward} follows the {@link #forward} of the same rows. An architecture is accepted
 * only if its gradients pass a finite-difference check in its tests.
 */
public interface Network {

  /** Computes the outputs of the first {@code rows} rows of {@code inputs}. */
  void forward(float[] inputs, int rows, Phase phase);

  /** The outputs of a task in the last forward pass, one for each row; shared. */
  float[] output(int task);

  /**
   * Adds the gradients of the weights and computes the gradient of the inputs.
   *
   * @param inputs those of the last forward pass
   * @param outputGradients for each task, one for each row
   * @param inputGradient is overwritten
   */
  void backward(float[] inputs, float[][] outputGradients, int rows, float[] inputGradient);

  /** Pairs of tasks whose probabilities must not rise from one to the next. */
  default List<Calibration> calibrations() {
    return List.of();
  }

  /**
   * Adds the network to an exported graph.
   *
   * @param inputs the name of the input vectors, rows x width
   * @return for each task, in order, the name of its outputs, rows x 1
   */
  List<String> export(OnnxGraph graph, String inputs);
}
