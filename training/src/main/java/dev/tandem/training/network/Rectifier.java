package dev.tandem.training.network;

/** The activation max(0, x), in place. */
public final class Rectifier {
  private Rectifier() {}

  /** Makes the negative of the first {@code size} values 0. */
  // Hot path: once per layer and block.
  public static void forward(float[] values, int size) {
    for (int i = 0; i < size; i++) {
      values[i] = Math.max(0, values[i]);
    }
  }

  /** Makes the gradient 0 where the output was 0, also where dropout made it so. */
  // Hot path: without a branch, because which units are active cannot be predicted.
  public static void backward(float[] outputs, float[] gradients, int size) {
    for (int i = 0; i < size; i++) {
      // An output is 0.0 or positive, so its bits negated are negative exactly where it is
      // positive.
      int active = -Float.floatToRawIntBits(outputs[i]) >> 31;
      gradients[i] = Float.intBitsToFloat(Float.floatToRawIntBits(gradients[i]) & active);
    }
  }
}
