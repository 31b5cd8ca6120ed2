package dev.tandem.training.embedding;

/**
 * The ids of one embedded input in a batch and the gradients of the vectors that were looked up. A
 * view on the arrays of the batch, moved from input to input.
 */
public final class BatchGradients {
  private final int idStride;
  private final float[] gradients;
  private final int gradientStride;
  private int[] ids = {};
  private int rows;
  private int idAt;
  private int gradientAt;

  /** A view on gradients (rows x gradientStride) and, once moved there, ids (rows x idStride). */
  public BatchGradients(int idStride, float[] gradients, int gradientStride) {
    this.idStride = idStride;
    this.gradients = gradients;
    this.gradientStride = gradientStride;
  }

  /** Points to the columns of one input. */
  public void moveTo(int[] batchIds, int idColumn, int gradientColumn, int batchRows) {
    ids = batchIds;
    idAt = idColumn;
    gradientAt = gradientColumn;
    rows = batchRows;
  }

  int rows() {
    return rows;
  }

  int id(int row) {
    return ids[row * idStride + idAt];
  }

  void copy(int row, int dimension, float[] into, int at) {
    System.arraycopy(gradients, row * gradientStride + gradientAt, into, at, dimension);
  }

  void add(int row, int dimension, float[] into, int at) {
    int from = row * gradientStride + gradientAt;
    for (int j = 0; j < dimension; j++) {
      into[at + j] += gradients[from + j];
    }
  }
}
