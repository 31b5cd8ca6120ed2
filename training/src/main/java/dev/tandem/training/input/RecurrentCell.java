package dev.tandem.training.input;

import dev.tandem.training.onnx.OnnxGraph;

/**
 * One recurrent unit unrolled over the steps of a block, oldest first. The rows of a step are the
 * first ones of the step before. Belongs to one row shard.
 */
interface RecurrentCell {

  /** The width of the state. */
  int units();

  /**
   * Computes the state after a step; before step 0 it is zeros.
   *
   * @param x what the step reads, rows x dimension
   * @param rows how many rows have the step
   */
  void forward(int step, float[] x, int rows);

  /** The state after a step, rows x units; shared. */
  float[] state(int step);

  /**
   * Goes back over a step.
   *
   * @param rows how many rows have the step
   * @param going how many of them have the next one as well
   * @param stateGradient in: of the state after the step; out: of the state before, rows x units
   * @param inputGradient out: of x, rows x dimension
   */
  void backward(
      int step, float[] x, int rows, int going, float[] stateGradient, float[] inputGradient);

  /**
   * Adds it to an exported graph.
   *
   * @param x steps x rows x dimension, newest first
   * @param lengths how many steps each row has, 32-bit whole numbers
   * @return the name of the state after the newest step, rows x units; of a row without steps it
   *     may be anything finite
   */
  String export(OnnxGraph graph, String x, String lengths);
}
