package dev.tandem.pipelines.parquet;

import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.LongColumn;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.values.ValuesReader;

/** Takes the next value of a page and sets a row of a column to it. */
interface ValueReader {
  /** Takes the next value. */
  void read(ValuesReader values, int row);

  /** Says which dictionary, or null for none, the pages from here on may refer to. */
  default void use(Dictionary dictionary) {}

  /** A reader of what is held as longs. */
  static ValueReader longs(LeafColumn leaf, LongColumn column) {
    return switch (leaf.form()) {
      case BOOLEAN -> (values, row) -> column.set(row, values.readBoolean() ? 1 : 0);
      case INT -> (values, row) -> column.set(row, values.readInteger());
      case UNSIGNED_INT ->
          (values, row) -> column.set(row, Integer.toUnsignedLong(values.readInteger()));
      case LONG -> (values, row) -> column.set(row, values.readLong());
      case JULIAN_TIME ->
          (values, row) -> column.set(row, millis(values.readBytes().toByteBuffer()));
      case FLOAT, DOUBLE, INT_DECIMAL, LONG_DECIMAL, BYTES_DECIMAL, TEXT, NONE ->
          throw new IllegalArgumentException(leaf + " holds no longs");
    };
  }

  /** A reader of what is held as doubles. */
  static ValueReader doubles(LeafColumn leaf, DoubleColumn column) {
    double unit = Math.pow(10, leaf.scale());
    return switch (leaf.form()) {
      case FLOAT -> (values, row) -> column.set(row, values.readFloat());
      case DOUBLE -> (values, row) -> column.set(row, values.readDouble());
      // Both are exact below 2^53 and 10^22, so that the quotient is the double nearest to the
      // decimal, as it is when a decimal is read from text.
      case INT_DECIMAL -> (values, row) -> column.set(row, values.readInteger() / unit);
      case LONG_DECIMAL -> (values, row) -> column.set(row, values.readLong() / unit);
      case BYTES_DECIMAL ->
          (values, row) ->
              column.set(row, new BigInteger(values.readBytes().getBytes()).longValue() / unit);
      case BOOLEAN, INT, UNSIGNED_INT, LONG, JULIAN_TIME, TEXT, NONE ->
          throw new IllegalArgumentException(leaf + " holds no doubles");
    };
  }

  /** The instant of an INT96: nanoseconds of the day, then the Julian day, little-endian. */
  static long millis(ByteBuffer bytes) {
    ByteBuffer time = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    long nanoOfDay = time.getLong();
    long julianDay = Integer.toUnsignedLong(time.getInt());
    long julianDayOf1970 = 2_440_588;
    return (julianDay - julianDayOf1970) * 86_400_000 + Math.floorDiv(nanoOfDay, 1_000_000);
  }
}
