package dev.tandem.features.arrow;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import java.nio.ByteOrder;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;

/** Copies rows of columns into Arrow vectors, whole buffers at a time. */
final class VectorWriter {
  private VectorWriter() {}

  /** Makes the vector hold {@code count} rows of the column, from row {@code from} on. */
  static void fill(FieldVector vector, Column column, int from, int count) {
    switch (column.type()) {
      case INT64, TIMESTAMP ->
          fillLongs((BaseFixedWidthVector) vector, (LongColumn) column, from, count);
      case BOOL -> fillBits((BitVector) vector, (LongColumn) column, from, count);
      case FLOAT64 ->
          fillDoubles((BaseFixedWidthVector) vector, (DoubleColumn) column, from, count);
      case STRING -> fillStrings((VarCharVector) vector, (StringColumn) column, from, count);
      case INT64_LIST, FLOAT64_LIST, STRING_LIST ->
          fillLists((ListVector) vector, (ListColumn) column, from, count);
    }
  }

  private static void fillLongs(
      BaseFixedWidthVector vector, LongColumn column, int from, int count) {
    vector.allocateNew(count);
    vector
        .getDataBuffer()
        .nioBuffer(0, Math.multiplyExact(count, Long.BYTES))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asLongBuffer()
        .put(column.values(), from, count);
    putBits(vector.getValidityBuffer(), bits(column.present(), from, count));
    vector.setValueCount(count);
  }

  private static void fillDoubles(
      BaseFixedWidthVector vector, DoubleColumn column, int from, int count) {
    vector.allocateNew(count);
    vector
        .getDataBuffer()
        .nioBuffer(0, Math.multiplyExact(count, Double.BYTES))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asDoubleBuffer()
        .put(column.values(), from, count);
    putBits(vector.getValidityBuffer(), bits(column.present(), from, count));
    vector.setValueCount(count);
  }

  private static void fillBits(BitVector vector, LongColumn column, int from, int count) {
    vector.allocateNew(count);
    byte[] values = new byte[(count + 7) / 8];
    for (int i = 0; i < count; i++) {
      values[i >> 3] |= (byte) ((column.value(from + i) & 1) << (i & 7));
    }
    putBits(vector.getDataBuffer(), values);
    putBits(vector.getValidityBuffer(), bits(column.present(), from, count));
    vector.setValueCount(count);
  }

  private static void fillStrings(VarCharVector vector, StringColumn column, int from, int count) {
    Utf8Values values = new Utf8Values(vector.getName(), column);
    int[] codes = column.codes();
    int[] offsets = new int[count + 1];
    boolean[] present = new boolean[count];
    for (int i = 0; i < count; i++) {
      int code = codes[from + i];
      present[i] = code >= 0;
      int length = code < 0 ? 0 : values.bytes(code).length;
      offsets[i + 1] = Math.addExact(offsets[i], length);
    }
    byte[] text = new byte[offsets[count]];
    for (int i = 0; i < count; i++) {
      if (present[i]) {
        byte[] bytes = values.bytes(codes[from + i]);
        System.arraycopy(bytes, 0, text, offsets[i], bytes.length);
      }
    }
    fillText(vector, text, offsets, bits(present, 0, count));
  }

  private static void fillText(VarCharVector vector, byte[] text, int[] offsets, byte[] present) {
    int count = offsets.length - 1;
    vector.allocateNew(text.length, count);
    vector.getDataBuffer().setBytes(0, text);
    putInts(vector.getOffsetBuffer(), offsets);
    putBits(vector.getValidityBuffer(), present);
    vector.setLastSet(count - 1);
    vector.setValueCount(count);
  }

  private static void fillLists(ListVector vector, ListColumn column, int from, int count) {
    int[] offsets = new int[count + 1];
    boolean[] present = new boolean[count];
    for (int i = 0; i < count; i++) {
      present[i] = !column.isNull(from + i);
      offsets[i + 1] = Math.addExact(offsets[i], column.length(from + i));
    }
    Column elements = Column.allocate(column.type().element(), offsets[count]);
    for (int i = 0; i < count; i++) {
      elements.copyRange(
          offsets[i], column.elements(), column.start(from + i), column.length(from + i));
    }
    vector.setInitialCapacity(count);
    vector.allocateNew();
    fill(vector.getDataVector(), elements, 0, offsets[count]);
    putInts(vector.getOffsetBuffer(), offsets);
    putBits(vector.getValidityBuffer(), bits(present, 0, count));
    vector.setLastSet(count - 1);
    vector.setValueCount(count);
  }

  /** Copies whole ints into a buffer that has room for them. */
  static void putInts(ArrowBuf buffer, int[] values) {
    buffer
        .nioBuffer(0, Math.multiplyExact(values.length, Integer.BYTES))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asIntBuffer()
        .put(values);
  }

  /** Copies bits, made by {@link #bits}, into a buffer that has room for them. */
  static void putBits(ArrowBuf buffer, byte[] bits) {
    buffer.setBytes(0, bits);
  }

  // Hot path: ChunkBenchmark.
  /** The flags as Arrow packs them: eight to a byte, the first in the lowest bit. */
  static byte[] bits(boolean[] flags, int from, int count) {
    byte[] bits = new byte[(count + 7) / 8];
    int whole = count / 8;
    for (int i = 0; i < whole; i++) {
      int first = from + 8 * i;
      bits[i] =
          (byte)
              ((flags[first] ? 1 : 0)
                  | (flags[first + 1] ? 2 : 0)
                  | (flags[first + 2] ? 4 : 0)
                  | (flags[first + 3] ? 8 : 0)
                  | (flags[first + 4] ? 16 : 0)
                  | (flags[first + 5] ? 32 : 0)
                  | (flags[first + 6] ? 64 : 0)
                  | (flags[first + 7] ? 128 : 0));
    }
    for (int i = 8 * whole; i < count; i++) {
      if (flags[from + i]) {
        bits[i >> 3] |= (byte) (1 << (i & 7));
      }
    }
    return bits;
  }
}
