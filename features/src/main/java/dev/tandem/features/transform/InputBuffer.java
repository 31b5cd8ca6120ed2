package dev.tandem.features.transform;

/**
 * What a network reads for some rows: dense numbers and embedding ids, both row-major.
 *
 * <p>A buffer is filled by {@link InputProgram#apply} and may be filled again; it then keeps its
 * arrays if they are long enough. Not thread-safe: one buffer per thread.
 */
public final class InputBuffer {
  private int rows;
  private float[] dense = new float[0];
  private long[] ids = new long[0];

  /** The number of rows filled in last. */
  public int rows() {
    return rows;
  }

  /** Dense values, {@code rows x denseWidth}; shared, and possibly longer than that. */
  public float[] dense() {
    return dense;
  }

  /** Embedding ids, {@code rows x idWidth}; shared, and possibly longer than that. */
  public long[] ids() {
    return ids;
  }

  void resize(int newRows, int denseWidth, int idWidth) {
    rows = newRows;
    if (dense.length < newRows * denseWidth) {
      dense = new float[newRows * denseWidth];
    }
    if (ids.length < newRows * idWidth) {
      ids = new long[newRows * idWidth];
    }
  }
}
