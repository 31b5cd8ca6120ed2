package dev.tandem.features.aggregate;

/**
 * The number of vectors and the sum of each of their components.
 *
 * @param dimension how many components every vector has
 * @param span over what they are summed
 */
public record VectorSums(int dimension, Span span) implements ExactState {

  /** Over what vectors are summed. */
  public enum Span {
    /** The whole window. */
    WINDOW,
    /** Each tile of the window's resolution, newest first. */
    EACH_TILE
  }

  @Override
  public Kind kind() {
    return Kind.VECTOR_SUMS;
  }

  @Override
  public boolean isScaled() {
    return true;
  }
}
