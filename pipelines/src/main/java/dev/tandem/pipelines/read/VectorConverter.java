package dev.tandem.pipelines.read;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;

/** Converts vectors. */
final class VectorConverter extends FieldConverter {
  private final int dimension;
  private final ListColumn column;

  VectorConverter(VectorParser parser, ListColumn column) {
    super(parser);
    this.dimension = parser.dimension();
    this.column = column;
  }

  @Override
  void convert(Column stored, int from, int count, int row, Refusals refusals) {
    ListColumn values = (ListColumn) stored;
    double[] numbers = ((DoubleColumn) values.elements()).values();
    for (int i = 0; i < count; i++) {
      if (values.isNull(from + i)) {
        setNull(row, i, refusals);
      } else if (values.length(from + i) != dimension) {
        refuse(Rejection.WRONG_DIMENSION, i, refusals);
      } else {
        refuse(copy(numbers, values.start(from + i), row + i), i, refusals);
      }
    }
  }

  private Rejection copy(double[] numbers, int from, int row) {
    int start = column.set(row, dimension);
    DoubleColumn elements = (DoubleColumn) column.elements();
    for (int i = 0; i < dimension; i++) {
      double number = numbers[from + i];
      if (!Double.isFinite(number)) {
        return Rejection.NOT_FINITE;
      }
      // Adding 0.0 turns -0.0 into 0.0 and changes nothing else.
      elements.set(start + i, number + 0.0);
    }
    return null;
  }
}
