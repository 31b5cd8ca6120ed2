package dev.tandem.training.input;

/**
 * The gradients of a block of rows on their way back: of the input vectors, which are read, and of
 * the looked-up embeddings, which are written. A view on arrays that is moved along them.
 */
final class Gradients {
  private final int vectorWidth;
  private final int embeddingWidth;
  private float[] vectors = new float[0];
  private float[] embeddings = new float[0];
  private int from;

  /** A view on rows of vectors and rows of embedding gradients of these widths. */
  Gradients(int vectorWidth, int embeddingWidth) {
    this.vectorWidth = vectorWidth;
    this.embeddingWidth = embeddingWidth;
  }

  /** Points to vectors from the first one on, and to the embedding gradients from a row on. */
  void moveTo(float[] newVectors, float[] newEmbeddings, int firstRow) {
    vectors = newVectors;
    embeddings = newEmbeddings;
    from = firstRow;
  }

  float[] vectors() {
    return vectors;
  }

  int vectorAt(int row) {
    return row * vectorWidth;
  }

  float[] embeddings() {
    return embeddings;
  }

  int embeddingsAt(int row) {
    return (from + row) * embeddingWidth;
  }
}
