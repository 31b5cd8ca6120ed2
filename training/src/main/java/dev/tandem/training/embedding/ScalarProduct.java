package dev.tandem.training.embedding;

/** The scalar product of two gradients. */
public final class ScalarProduct {
  private ScalarProduct() {}

  /**
   * The product of the first {@code count} numbers. Four sums, added in the end, decide its bits:
   * they let the processor work on several numbers at a time.
   */
  // Hot path: once per pair of tasks, tensor and step whose gradients are looked at.
  public static double of(float[] a, float[] b, int count) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      sum0 += (double) a[i] * b[i];
      sum1 += (double) a[i + 1] * b[i + 1];
      sum2 += (double) a[i + 2] * b[i + 2];
      sum3 += (double) a[i + 3] * b[i + 3];
    }
    for (; i < count; i++) {
      sum0 += (double) a[i] * b[i];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }
}
