package dev.tandem.training.embedding;

/**
 * The ids of one embedded input in a batch and the gradients of the vectors that were looked up. A
 * view on the arrays of the batch, moved from input to input.
 */
public final class BatchGradients {
  private final int[] ids;
  private final int idStride;
  private final float[] gradients;
  private final int gradientStride;
  private int rows;
  private int idAt;
  private int gradientAt;

  /** A view on ids (rows x idStride) and gradients (rows x gradientStride). */
  public BatchGradients(int[] ids, int idStride, float[] gradients, int gradientStride) {
    this.ids = ids;
    this.idStride = idStride;
    this.gradients = gradients;
    this.gradientStride = gradientStride;
  }

  /** Points to the columns of one input. */
  public void moveTo(int idColumn, int gradientColumn, int batchRows) {
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

  /** Multiplies the gradients of the input's vectors. */
  // Hot path: once per embedded input and step that is clipped.
  public void scale(int dimension, float factor) {
    for (int row = 0; row < rows; row++) {
      int from = row * gradientStride + gradientAt;
      for (int j = 0; j < dimension; j++) {
        gradients[from + j] *= factor;
      }
    }
  }

  /** Makes the gradients of the input's vectors {@code share} times those of another view. */
  // Hot path: once per task, embedded input and step of a weighting by gradients.
  public void set(BatchGradients other, int dimension, float share) {
    for (int row = 0; row < rows; row++) {
      int from = row * gradientStride + gradientAt;
      for (int j = 0; j < dimension; j++) {
        gradients[from + j] = share * other.gradients[from + j];
      }
    }
  }

  /** Adds {@code share} times the gradients of another view to the input's vectors. */
  // Hot path: as of set.
  public void add(BatchGradients other, int dimension, float share) {
    for (int row = 0; row < rows; row++) {
      int from = row * gradientStride + gradientAt;
      for (int j = 0; j < dimension; j++) {
        gradients[from + j] += share * other.gradients[from + j];
      }
    }
  }
}
