package dev.tandem.features.arrow;

import dev.tandem.features.stored.StoredKind;
import dev.tandem.features.stored.StoredText;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import java.util.Arrays;
import java.util.Map;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.FloatingPointVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VariableWidthFieldVector;
import org.apache.arrow.vector.complex.BaseListVector;
import org.apache.arrow.vector.dictionary.Dictionary;

/** Copies vectors of any type that a source can have into columns of that type's kind. */
final class StoredVectorReader {
  private final Map<Long, Dictionary> dictionaries;
  private final int rows;

  StoredVectorReader(Map<Long, Dictionary> dictionaries, int rows) {
    this.dictionaries = dictionaries;
    this.rows = rows;
  }

  /** The first rows of a vector. */
  Column read(FieldVector vector, StoredKind kind) {
    Column column = Column.allocate(kind.held(), rows);
    if (rows == 0) {
      return column;
    }
    switch (kind) {
      case SMALL_INTEGER -> readIntegers((BaseIntVector) vector, (LongColumn) column);
      case INTEGER, SECONDS, MILLISECONDS, MICROSECONDS, NANOSECONDS ->
          VectorReader.readLongs((BaseFixedWidthVector) vector, (LongColumn) column);
      case DAYS -> readDays((DateDayVector) vector, (LongColumn) column);
      case REAL -> readNumbers(vector, (DoubleColumn) column);
      case TRUTH -> VectorReader.readBits((BaseFixedWidthVector) vector, (LongColumn) column);
      case TEXT -> readText(vector, (StringColumn) column);
      case VECTOR -> readVectors((BaseListVector) vector, (ListColumn) column);
      case OTHER ->
          throw new IllegalArgumentException(
              "column '" + vector.getName() + "' cannot be read: " + vector.getField());
    }
    return column;
  }

  private void readIntegers(BaseIntVector vector, LongColumn column) {
    for (int row = 0; row < rows; row++) {
      if (!vector.isNull(row)) {
        column.set(row, vector.getValueAsLong(row));
      }
    }
  }

  private void readDays(DateDayVector vector, LongColumn column) {
    for (int row = 0; row < rows; row++) {
      if (!vector.isNull(row)) {
        column.set(row, vector.get(row));
      }
    }
  }

  private void readNumbers(FieldVector vector, DoubleColumn column) {
    if (vector instanceof Float8Vector doubles) {
      VectorReader.readDoubles(doubles, column);
      return;
    }
    for (int row = 0; row < rows; row++) {
      if (!vector.isNull(row)) {
        column.set(row, number(vector, row));
      }
    }
  }

  private static double number(FieldVector vector, int row) {
    if (vector instanceof FloatingPointVector numbers) {
      return numbers.getValueAsDouble(row);
    }
    if (vector instanceof DecimalVector decimals) {
      return decimals.getObject(row).doubleValue();
    }
    return ((Number) vector.getObject(row)).doubleValue();
  }

  private void readText(FieldVector vector, StringColumn column) {
    if (vector.getField().getDictionary() != null) {
      readEncoded((BaseIntVector) vector, column);
    } else if (vector instanceof VarCharVector text) {
      VectorReader.readText(text, column);
    } else {
      VariableWidthFieldVector text = (VariableWidthFieldVector) vector;
      for (int row = 0; row < rows; row++) {
        if (!text.isNull(row)) {
          byte[] bytes = text.get(row);
          column.set(row, StoredText.decode(bytes, 0, bytes.length));
        }
      }
    }
  }

  private void readEncoded(BaseIntVector indices, StringColumn column) {
    FieldVector values = dictionaries.get(indices.getField().getDictionary().getId()).getVector();
    StringColumn distinct =
        (StringColumn)
            new StoredVectorReader(dictionaries, values.getValueCount())
                .read(values, StoredKind.TEXT);
    int[] codeOf = new int[distinct.size()];
    Arrays.fill(codeOf, -1);
    for (int row = 0; row < rows; row++) {
      if (indices.isNull(row)) {
        continue;
      }
      int index = Math.toIntExact(indices.getValueAsLong(row));
      if (!distinct.isNull(index)) {
        if (codeOf[index] < 0) {
          codeOf[index] = column.code(distinct.value(index));
        }
        column.setCode(row, codeOf[index]);
      }
    }
  }

  private void readVectors(BaseListVector vector, ListColumn column) {
    FieldVector numbers = vector.getChildrenFromFields().get(0);
    for (int row = 0; row < rows; row++) {
      if (vector.isNull(row)) {
        continue;
      }
      int from = vector.getElementStartIndex(row);
      int length = vector.getElementEndIndex(row) - from;
      int start = column.set(row, length);
      DoubleColumn elements = (DoubleColumn) column.elements();
      for (int i = 0; i < length; i++) {
        elements.set(start + i, element(numbers, from + i));
      }
    }
  }

  private static double element(FieldVector numbers, int index) {
    if (numbers.isNull(index)) {
      return Double.NaN;
    }
    return numbers instanceof Float4Vector floats
        ? floats.get(index)
        : ((Float8Vector) numbers).get(index);
  }
}
