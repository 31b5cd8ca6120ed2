package dev.tandem.training.head;

/** The rows that a task learns from: those whose label is not NaN. */
public final class SampleSpace {
  private SampleSpace() {}

  /** The number of rows in the space among {@code labels[from, from + rows)}. */
  public static int count(float[] labels, int from, int rows) {
    int count = 0;
    for (int i = from; i < from + rows; i++) {
      if (!Float.isNaN(labels[i])) {
        count++;
      }
    }
    return count;
  }
}
