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
 * @param mean of {@code g(x)} over the training rows that have a value; 0 if it stays as it is
 * @param deviation standard deviation of {@code g(x)} over them, or 1 if it stays as it is;
 *     positive
 * @param missing whether a second column says 1 where the value is null
 */
public record NumericTransform(
    Field feature, Scale scale, double mean, double deviation, Missing missing)
    implements DenseTransform {

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
    FLAGGED;

    /** The number of columns of the flag: 1, or 0 without one. */
    int width() {
      return this == FLAGGED ? 1 : 0;
    }

    /** Writes the flag of each row, if there is one, to {@code dense[at + row * stride]}. */
    void flag(Column column, int rows, float[] dense, int at, int stride) {
      if (this == FLAGGED) {
        for (int row = 0; row < rows; row++) {
          dense[at + row * stride] = column.isNull(row) ? 1 : 0;
        }
      }
    }
  }

  public NumericTransform {
    if (!(deviation > 0) || !Double.isFinite(mean) || !Double.isFinite(deviation)) {
      throw new IllegalArgumentException(
          "input '" + feature.name() + "' has mean " + mean + " and deviation " + deviation);
    }
  }

  @Override
  public int width() {
    return 1 + missing.width();
  }

  @Override
  public void apply(Column column, int rows, float[] dense, int offset, int stride) {
    if (column instanceof DoubleColumn doubles) {
      applyDoubles(doubles, rows, dense, offset, stride);
    } else {
      applyLongs((LongColumn) column, rows, dense, offset, stride);
    }
    missing.flag(column, rows, dense, offset + 1, stride);
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
