package dev.tandem.training.network;

/** The softmax of a row of scores. */
final class Softmax {
  private Softmax() {}

  /** Writes the softmax of {@code scores[at, at + count)} to the same places of {@code weights}. */
  // Hot path: once per row and gate.
  static void forward(float[] scores, int at, float[] weights, int count) {
    float greatest = Float.NEGATIVE_INFINITY;
    for (int i = at; i < at + count; i++) {
      greatest = Math.max(greatest, scores[i]);
    }
    float sum = 0;
    for (int i = at; i < at + count; i++) {
      float weight = (float) Math.exp(scores[i] - greatest);
      weights[i] = weight;
      sum += weight;
    }
    for (int i = at; i < at + count; i++) {
      weights[i] /= sum;
    }
  }

  /** Replaces the gradient of the weights by that of the scores. */
  // Hot path: once per row and gate.
  static void backward(float[] weights, int at, float[] gradients, int count) {
    float mean = 0;
    for (int i = at; i < at + count; i++) {
      mean += weights[i] * gradients[i];
    }
    for (int i = at; i < at + count; i++) {
      gradients[i] = weights[i] * (gradients[i] - mean);
    }
  }
}
