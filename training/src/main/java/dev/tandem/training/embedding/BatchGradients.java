package dev.tandem.training.embedding;

/**
 * The ids of a batch and the gradients of the vectors that were looked up for them. A view on
 * arrays that are filled again for each step.
 */
public final class BatchGradients {
  private final int idWidth;
  private final float[] gradients;
  private final int gradientWidth;
  private int[] ids = {};
  private int rows;

  /** A view on gradients (rows x gradientWidth) and, once moved there, ids (rows x idWidth). */
  public BatchGradients(int idWidth, float[] gradients, int gradientWidth) {
    this.idWidth = idWidth;
    this.gradients = gradients;
    this.gradientWidth = gradientWidth;
  }

  /** Points to the ids of a batch of {@code batchRows} rows. */
  public void moveTo(int[] batchIds, int batchRows) {
    ids = batchIds;
    rows = batchRows;
  }

  int rows() {
    return rows;
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
