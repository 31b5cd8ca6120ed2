package dev.tandem.training.embedding;

/**
 * The ids of a batch and the gradients of the vectors that were looked up for them. A view on
 * arrays that are filled again for each step.
 */
public final class BatchGradients {
  private final int[] ids;
  private final int idWidth;
  private final float[] gradients;
  private final int gradientWidth;

  /** A view on ids (rows x idWidth) and gradients (rows x gradientWidth). */
  public BatchGradients(int[] ids, int idWidth, float[] gradients, int gradientWidth) {
    this.ids = ids;
    this.idWidth = idWidth;
    this.gradients = gradients;
    this.gradientWidth = gradientWidth;
  }

  int[] ids() {
    return ids;
  }

  int idsAt(int row) {
    return row * idWidth;
  }

  float[] gradients() {
    return gradients;
  }

  int gradientsAt(int row) {
    return row * gradientWidth;
  }
}
