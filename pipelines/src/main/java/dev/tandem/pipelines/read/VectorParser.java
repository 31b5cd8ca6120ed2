package dev.tandem.pipelines.read;

import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.stored.StoredKind;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;

/**
 * Reads vectors written as numbers in brackets, separated by blanks, or by a comma and any blanks:
 * {@code [0.1 -2e3]} or {@code [0.1, -2e3]}.
 */
final class VectorParser extends FieldParser {
  private final ListColumn column;
  private final int dimension;
  private final DecimalDouble number = new DecimalDouble();
  private final double[] vector;

  VectorParser(SourceField field, Column column) {
    super(field);
    this.column = (ListColumn) column;
    this.dimension = field.dimension().orElseThrow();
    this.vector = new double[dimension];
  }

  @Override
  Column column() {
    return column;
  }

  @Override
  Rejection parseValue(byte[] bytes, int from, int to, int row) {
    if (to - from < 2 || bytes[from] != '[' || bytes[to - 1] != ']') {
      return Rejection.WRONG_TYPE;
    }
    int end = to - 1;
    int count = 0;
    int i = skipBlanks(bytes, from + 1, end);
    while (i < end) {
      int numberEnd = i;
      while (numberEnd < end && !separates(bytes[numberEnd])) {
        numberEnd++;
      }
      Rejection rejection = number.read(bytes, i, numberEnd);
      if (rejection != null) {
        return rejection;
      }
      if (count < dimension) {
        vector[count] = number.value();
      }
      count++;
      i = skipBlanks(bytes, numberEnd, end);
      if (i < end && bytes[i] == ',') {
        i = skipBlanks(bytes, i + 1, end);
        if (i == end) {
          return Rejection.WRONG_TYPE;
        }
      }
    }
    return count == dimension ? store(row) : Rejection.WRONG_DIMENSION;
  }

  /** How many numbers a vector has. */
  int dimension() {
    return dimension;
  }

  private Rejection store(int row) {
    int start = column.set(row, dimension);
    DoubleColumn elements = (DoubleColumn) column.elements();
    for (int i = 0; i < dimension; i++) {
      elements.set(start + i, vector[i]);
    }
    return null;
  }

  private static int skipBlanks(byte[] bytes, int from, int end) {
    int i = from;
    while (i < end && isBlank(bytes[i])) {
      i++;
    }
    return i;
  }

  private static boolean separates(byte b) {
    return b == ',' || isBlank(b);
  }

  /** NumPy breaks long vectors into lines. */
  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r';
  }

  @Override
  FieldConverter converter(StoredKind kind) {
    return new VectorConverter(this, column);
  }

  @Override
  String allowed() {
    return "a vector of "
        + dimension
        + (dimension == 1
            ? " finite number, such as [0.5],"
            : " finite numbers, such as [0.5 -1],");
  }
}
