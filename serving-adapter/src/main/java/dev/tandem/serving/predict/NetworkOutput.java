package dev.tandem.serving.predict;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;

/**
 * An output of a network: so many floats for each row.
 *
 * @param dimensions of its tensor, 1 or 2; the first is that of the rows
 * @param width the floats of a row
 */
record NetworkOutput(String name, int dimensions, int width) {

  /**
   * The output as the network declares it.
   *
   * @throws PredictionFailedException if it is no float tensor of one row after the other
   */
  static NetworkOutput of(String name, NodeInfo declared) {
    if (declared.getInfo() instanceof TensorInfo tensor && tensor.type == OnnxJavaType.FLOAT) {
      long[] shape = tensor.getShape();
      if (shape.length == 1) {
        return new NetworkOutput(name, 1, 1);
      }
      if (shape.length == 2 && shape[1] > 0) {
        return new NetworkOutput(name, 2, Math.toIntExact(shape[1]));
      }
    }
    throw new PredictionFailedException(
        "output '"
            + name
            + "' of the network is "
            + declared.getInfo()
            + ", allowed: floats, one row after the other");
  }

  long[] shape(int rows) {
    return dimensions == 1 ? new long[] {rows} : new long[] {rows, width};
  }
}
