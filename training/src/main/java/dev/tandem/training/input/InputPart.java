package dev.tandem.training.input;

import dev.tandem.training.onnx.OnnxGraph;

/**
 * What makes some columns of the input vectors from the ids of one input. Belongs to one row shard:
 * it keeps what its backward pass needs from the last forward pass.
 */
interface InputPart {

  /**
   * Writes its columns of each row's vector.
   *
   * @param stride the width of a vector
   */
  void forward(IdBlock block, float[] vectors, int stride);

  /**
   * Writes the gradients of the embeddings that its ids name, from those of its columns, and adds
   * the gradients of its own weights. Gradients of empty places are left as they are.
   */
  void backward(IdBlock block, Gradients gradients);

  /**
   * Adds it to an exported graph and returns the name of its columns, rows x width.
   *
   * @param ids the name of all ids, rows x id width
   */
  String export(OnnxGraph graph, String ids);
}
