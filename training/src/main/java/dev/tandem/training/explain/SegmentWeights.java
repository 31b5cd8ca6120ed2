package dev.tandem.training.explain;

/**
 * How much weight a gate gives to each of its inputs, such as an MMoE's experts or what an earlier
 * task passed on, as mean and deviation over the rows of a segment and over all rows. A gate that
 * has collapsed on one input shows as a mean near 1 with hardly a deviation.
 *
 * <p>Filled block by block; not thread-safe while it is.
 */
public final class SegmentWeights {
  private final int segments;
  private final int inputs;
  private final long[] rows;
  private final double[] sums;
  private final double[] squares;

  /** No row is known yet. */
  public SegmentWeights(int segments, int inputs) {
    this.segments = segments;
    this.inputs = inputs;
    this.rows = new long[segments];
    this.sums = new double[segments * inputs];
    this.squares = new double[segments * inputs];
  }

  /**
   * Adds the weights of some rows.
   *
   * @param weights rows x inputs, of which the first {@code count} rows are read
   * @param segmentOf the segment of each row, from {@code from} on; rows of negative ones are left
   *     out
   */
  public void add(float[] weights, int count, int[] segmentOf, int from) {
    for (int row = 0; row < count; row++) {
      int segment = segmentOf[from + row];
      if (segment >= 0) {
        rows[segment]++;
        for (int i = 0; i < inputs; i++) {
          double weight = weights[row * inputs + i];
          sums[segment * inputs + i] += weight;
          squares[segment * inputs + i] += weight * weight;
        }
      }
    }
  }

  /** The number of segments. */
  public int segments() {
    return segments;
  }

  /** The number of inputs of the gate. */
  public int inputs() {
    return inputs;
  }

  /** The rows of a segment. */
  public long rows(int segment) {
    return rows[segment];
  }

  /** The mean weight of an input among a segment's rows; NaN if it has none. */
  public double mean(int segment, int input) {
    return sums[segment * inputs + input] / rows[segment];
  }

  /** The deviation of an input's weight among a segment's rows; NaN if it has none. */
  public double deviation(int segment, int input) {
    return deviation(
        rows[segment], sums[segment * inputs + input], squares[segment * inputs + input]);
  }

  /** The mean weight of an input among all rows; NaN if there are none. */
  public double mean(int input) {
    return total(sums, input) / allRows();
  }

  /** The deviation of an input's weight among all rows; NaN if there are none. */
  public double deviation(int input) {
    return deviation(allRows(), total(sums, input), total(squares, input));
  }

  private static double deviation(long rows, double sum, double squares) {
    double mean = sum / rows;
    return Math.sqrt(Math.max(0, squares / rows - mean * mean));
  }

  private long allRows() {
    long all = 0;
    for (long count : rows) {
      all += count;
    }
    return all;
  }

  private double total(double[] bySegment, int input) {
    double total = 0;
    for (int segment = 0; segment < segments; segment++) {
      total += bySegment[segment * inputs + input];
    }
    return total;
  }
}
