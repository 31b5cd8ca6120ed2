package dev.tandem.training.network;

/** The activation max(0, x), in place. */
final class Rectifier {
  private Rectifier() {}

  // Hot path: once per layer and block.
  static void forward(float[] values, int size) {
    for (int i = 0; i < size; i++) {
      values[i] = Math.max(0, values[i]);
    }
  }

  /** Makes the gradient 0 where the output was 0, also where dropout made it so. */
  static void backward(float[] outputs, float[] gradients, int size) {
    for (int i = 0; i < size; i++) {
      gradients[i] = outputs[i] > 0 ? gradients[i] : 0;
    }
  }
}
