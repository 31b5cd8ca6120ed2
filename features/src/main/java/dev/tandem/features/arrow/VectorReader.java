package dev.tandem.features.arrow;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.dictionary.Dictionary;

/** Copies Arrow vectors into columns, whole buffers at a time. */
final class VectorReader {
  private final Map<Long, Dictionary> dictionaries;

  /**
   * @param dictionaries the dictionaries of encoded columns, by id
   */
  VectorReader(Map<Long, Dictionary> dictionaries) {
    this.dictionaries = dictionaries;
  }

  /** The rows that the vectors hold now, copied. */
  Table read(VectorSchemaRoot root) {
    Table.Builder table = Table.builder(root.getRowCount());
    for (FieldVector vector : root.getFieldVectors()) {
      Field field = ArrowFields.fromArrow(vector.getField());
      table.add(field.name(), read(vector, field.type(), root.getRowCount()));
    }
    return table.build();
  }

  private Column read(FieldVector vector, ValueType type, int rows) {
    Column column = Column.allocate(type, rows);
    if (rows == 0) {
      return column;
    }
    switch (type) {
      case INT64, TIMESTAMP -> readLongs((BaseFixedWidthVector) vector, (LongColumn) column);
      case BOOL -> readBits((BaseFixedWidthVector) vector, (LongColumn) column);
      case FLOAT64 -> readDoubles((BaseFixedWidthVector) vector, (DoubleColumn) column);
      case STRING -> readStrings(vector, (StringColumn) column);
      case INT64_LIST, FLOAT64_LIST, STRING_LIST ->
          readLists((ListVector) vector, (ListColumn) column);
    }
    return column;
  }

  static void readLongs(BaseFixedWidthVector vector, LongColumn column) {
    int rows = column.size();
    vector
        .getDataBuffer()
        .nioBuffer(0, Math.multiplyExact(rows, Long.BYTES))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asLongBuffer()
        .get(column.values(), 0, rows);
    readPresent(vector, column.present(), rows);
    clearNulls(column);
  }

  private static void clearNulls(LongColumn column) {
    for (int row = 0; row < column.size(); row++) {
      if (column.isNull(row)) {
        column.setNull(row);
      }
    }
  }

  static void readDoubles(BaseFixedWidthVector vector, DoubleColumn column) {
    int rows = column.size();
    vector
        .getDataBuffer()
        .nioBuffer(0, Math.multiplyExact(rows, Double.BYTES))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asDoubleBuffer()
        .get(column.values(), 0, rows);
    readPresent(vector, column.present(), rows);
    for (int row = 0; row < rows; row++) {
      if (column.isNull(row)) {
        column.setNull(row);
      }
    }
  }

  static void readBits(BaseFixedWidthVector vector, LongColumn column) {
    byte[] bits = bytes(vector.getDataBuffer(), (column.size() + 7) / 8);
    for (int row = 0; row < column.size(); row++) {
      column.values()[row] = (bits[row >> 3] >> (row & 7)) & 1;
    }
    readPresent(vector, column.present(), column.size());
    clearNulls(column);
  }

  private void readStrings(FieldVector vector, StringColumn column) {
    if (vector.getField().getDictionary() == null) {
      readText((VarCharVector) vector, column);
    } else {
      readEncoded((IntVector) vector, column);
    }
  }

  static void readText(VarCharVector vector, StringColumn column) {
    int rows = column.size();
    int[] offsets = ints(vector.getOffsetBuffer(), rows + 1);
    byte[] text = bytes(vector.getDataBuffer(), offsets[rows]);
    boolean[] present = new boolean[rows];
    readPresent(vector, present, rows);
    Utf8Interner interner = new Utf8Interner(text, column);
    int[] codes = column.codes();
    for (int row = 0; row < rows; row++) {
      if (present[row]) {
        codes[row] = interner.code(offsets[row], offsets[row + 1]);
      }
    }
  }

  private void readEncoded(IntVector vector, StringColumn column) {
    Dictionary dictionary = dictionaries.get(vector.getField().getDictionary().getId());
    FieldVector values = dictionary.getVector();
    StringColumn distinct = (StringColumn) read(values, ValueType.STRING, values.getValueCount());
    int[] indices = ints(vector.getDataBuffer(), column.size());
    boolean[] present = new boolean[column.size()];
    readPresent(vector, present, column.size());
    int[] codes = column.codes();
    int[] codeOf = new int[distinct.size()];
    Arrays.fill(codeOf, -1);
    for (int row = 0; row < indices.length; row++) {
      int index = indices[row];
      if (present[row] && !distinct.isNull(index)) {
        if (codeOf[index] < 0) {
          codeOf[index] = column.code(distinct.value(index));
        }
        codes[row] = codeOf[index];
      }
    }
  }

  private void readLists(ListVector vector, ListColumn column) {
    int rows = column.size();
    int[] offsets = ints(vector.getOffsetBuffer(), rows + 1);
    FieldVector elementVector = vector.getDataVector();
    if (elementVector.getNullCount() > 0) {
      throw new InvalidArrowException(
          "column '" + vector.getName() + "' holds a list with a null element");
    }
    Column elements = read(elementVector, column.type().element(), offsets[rows]);
    boolean[] present = new boolean[rows];
    readPresent(vector, present, rows);
    column.reserve(offsets[rows]);
    int used = 0;
    for (int row = 0; row < rows; row++) {
      if (present[row]) {
        used += offsets[row + 1] - offsets[row];
        column.set(row, offsets[row + 1] - offsets[row]);
      }
    }
    if (used == offsets[rows]) {
      column.elements().copyRange(0, elements, 0, used);
      return;
    }
    for (int row = 0; row < rows; row++) {
      column.elements().copyRange(column.start(row), elements, offsets[row], column.length(row));
    }
  }

  private static void readPresent(ValueVector vector, boolean[] present, int rows) {
    if (vector.getNullCount() == 0) {
      Arrays.fill(present, 0, rows, true);
      return;
    }
    byte[] bits = bytes(vector.getValidityBuffer(), (rows + 7) / 8);
    for (int row = 0; row < rows; row++) {
      present[row] = (bits[row >> 3] >> (row & 7) & 1) != 0;
    }
  }

  private static int[] ints(ArrowBuf buffer, int count) {
    int[] values = new int[count];
    buffer
        .nioBuffer(0, Math.multiplyExact(count, Integer.BYTES))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asIntBuffer()
        .get(values);
    return values;
  }

  private static byte[] bytes(ArrowBuf buffer, int count) {
    byte[] bytes = new byte[count];
    buffer.getBytes(0, bytes);
    return bytes;
  }
}
