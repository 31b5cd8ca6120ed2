package dev.tandem.features.transform;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.transform.NumericTransform.Missing;
import java.util.Arrays;

/**
 * A vector of numbers, given to the network as it is or with length 1. Null becomes zeros, and so
 * does a list of another length; a vector of zeros stays so.
 *
 * @param feature a list of float64
 * @param dimension the length of the list, at least 1
 * @param missing whether one more column says 1 where there is no vector
 */
public record VectorTransform(Field feature, int dimension, Norm norm, Missing missing)
    implements DenseTransform {

  /** What happens to the length of a vector. */
  public enum Norm {
    /** Nothing. */
    KEPT,
    /** It becomes 1. */
    UNIT
  }

  @Override
  public int width() {
    return dimension + missing.width();
  }

  // Hot path: runs once per row and input, in training and in serving.
  @Override
  public void apply(Column column, int rows, float[] dense, int offset, int stride) {
    ListColumn lists = (ListColumn) column;
    double[] elements = ((DoubleColumn) lists.elements()).values();
    for (int row = 0, at = offset; row < rows; row++, at += stride) {
      boolean present = lists.length(row) == dimension;
      if (present) {
        copy(elements, lists.start(row), dense, at);
      } else {
        Arrays.fill(dense, at, at + dimension, 0);
      }
      if (missing == Missing.FLAGGED) {
        dense[at + dimension] = present ? 0 : 1;
      }
    }
  }

  private void copy(double[] elements, int from, float[] dense, int at) {
    double squares = 0;
    for (int i = from; norm == Norm.UNIT && i < from + dimension; i++) {
      squares += elements[i] * elements[i];
    }
    double length = squares > 0 ? Math.sqrt(squares) : 1;
    for (int i = 0; i < dimension; i++) {
      dense[at + i] = (float) (elements[from + i] / length);
    }
  }
}
