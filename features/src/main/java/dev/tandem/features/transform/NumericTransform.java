package dev.tandem.features.transform;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;

/**
 * A number {@code x}, standardised to {@code (g(x) - mean) / deviation}, where {@code g(x)} is
 * {@code sign(x) ln(1 + |x|)} or {@code x} itself. Null becomes the mean, which is 0 after
 * standardising.
 *
 * @param scale what {@code g} is
 * @param mean of {@code g(x)} over the training rows that have a value
 * @param deviation standard deviation of {@code g(x)} over them; positive
 * @param missing whether a second column says 1 where the value is null
 */
public record NumericTransform(
    Field feature, Scale scale, double mean, double deviation, Missing missing)
    implements InputTransform {

  /** What happens to a number before it is standardised. */
  public enum Scale {
    /** Nothing. */
    LINEAR,
    /** The logarithm of one plus its size, with its sign. */
    LOG;

    /** The scaled number. StrictMath gives the same bits on every machine. */
    double of(double x) {
      return switch (this) {
        case LINEAR -> x;
        case LOG -> Math.copySign(StrictMath.log1p(Math.abs(x)), x);
      };
    }
  }

  /** Whether a null is told apart from the mean. */
  public enum Missing {
    /** No training row was null, so a flag could not have been learnt. */
    UNFLAGGED,
    /** A second column is 1 where the value is null, else 0. */
    FLAGGED
  }

  public NumericTransform {
    if (!(deviation > 0) || !Double.isFinite(mean) || !Double.isFinite(deviation)) {
      throw new IllegalArgumentException(
          "input '" + feature.name() + "' has mean " + mean + " and deviation " + deviation);
    }
  }

  /** The number of dense columns: one, or two with the flag. */
  public int width() {
    return missing == Missing.FLAGGED ? 2 : 1;
  }

  /**
   * Writes the first {@code rows} rows of {@code column} to {@code dense[offset + row * stride]},
   * and the flag, if there is one, right after each.
   */
  public void apply(Column column, int rows, float[] dense, int offset, int stride) {
    if (column instanceof DoubleColumn doubles) {
      applyDoubles(doubles, rows, dense, offset, stride);
    } else {
      applyLongs((LongColumn) column, rows, dense, offset, stride);
    }
    if (missing == Missing.FLAGGED) {
      for (int row = 0, at = offset + 1; row < rows; row++, at += stride) {
        dense[at] = column.isNull(row) ? 1 : 0;
      }
    }
  }

  // Hot path: runs once per row and input, in training and in serving.
  private void applyDoubles(DoubleColumn column, int rows, float[] dense, int offset, int stride) {
    double[] values = column.values();
    for (int row = 0, at = offset; row < rows; row++, at += stride) {
      dense[at] = column.isNull(row) ? 0 : standardise(values[row]);
    }
  }

  // Hot path: runs once per row and input, in training and in serving.
  private void applyLongs(LongColumn column, int rows, float[] dense, int offset, int stride) {
    long[] values = column.values();
    for (int row = 0, at = offset; row < rows; row++, at += stride) {
      dense[at] = column.isNull(row) ? 0 : standardise((double) values[row]);
    }
  }

  private float standardise(double x) {
    return (float) ((scale.of(x) - mean) / deviation);
  }
}
