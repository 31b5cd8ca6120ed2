package dev.tandem.serving.json;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.type.ValueType;
import dev.tandem.serving.fetch.InvalidRequestException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * Values as they were written, bound to the type of their field.
 *
 * <p>Strict: a number in a string is a string, 42.0 is not an int64, and a number that no finite
 * double is near is refused. An int64 is exact over its whole range.
 */
final class ColumnBinding {
  private ColumnBinding() {}

  /**
   * The column of a field.
   *
   * @throws InvalidRequestException if a value is not of the field's type
   */
  static Column bind(RawColumn raw, Field field) {
    Column column = Column.allocate(field.type(), raw.size());
    for (int row = 0; row < raw.size(); row++) {
      if (raw.kind(row) != RawColumn.Kind.NULL) {
        set(column, row, raw, row);
      }
    }
    return column;
  }

  /** A value as an instant: ISO 8601 with an offset, or UTC epoch milliseconds. */
  static long instant(RawColumn raw, int row) {
    if (raw.kind(row) == RawColumn.Kind.INTEGER) {
      return raw.integer(row);
    }
    if (raw.kind(row) != RawColumn.Kind.STRING) {
      throw wrong(raw, row, ValueType.TIMESTAMP);
    }
    try {
      return OffsetDateTime.parse(raw.text(row)).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw wrong(raw, row, ValueType.TIMESTAMP);
    }
  }

  /** An instant as answers write it, and as {@link #instant} reads it back. */
  static String text(long epochMillis) {
    return Instant.ofEpochMilli(epochMillis).toString();
  }

  private static void set(Column column, int row, RawColumn raw, int from) {
    switch (column.type()) {
      case INT64 -> ((LongColumn) column).set(row, longValue(raw, from, RawColumn.Kind.INTEGER));
      case BOOL -> ((LongColumn) column).set(row, longValue(raw, from, RawColumn.Kind.BOOL));
      case TIMESTAMP -> ((LongColumn) column).set(row, instant(raw, from));
      case FLOAT64 -> ((DoubleColumn) column).set(row, doubleValue(raw, from));
      case STRING -> ((StringColumn) column).set(row, string(raw, from));
      case INT64_LIST, FLOAT64_LIST, STRING_LIST -> setList((ListColumn) column, row, raw, from);
    }
  }

  private static long longValue(RawColumn raw, int row, RawColumn.Kind kind) {
    if (raw.kind(row) != kind) {
      throw wrong(raw, row, kind == RawColumn.Kind.BOOL ? ValueType.BOOL : ValueType.INT64);
    }
    return raw.integer(row);
  }

  private static double doubleValue(RawColumn raw, int row) {
    double value =
        switch (raw.kind(row)) {
          case INTEGER -> raw.integer(row);
          case BIG_INTEGER -> Double.parseDouble(raw.text(row));
          case DECIMAL -> raw.decimal(row);
          case STRING, BOOL, NULL, LIST -> throw wrong(raw, row, ValueType.FLOAT64);
        };
    if (!Double.isFinite(value)) {
      throw wrong(raw, row, ValueType.FLOAT64);
    }
    return value + 0.0; // -0.0 is read as 0.0
  }

  private static String string(RawColumn raw, int row) {
    if (raw.kind(row) != RawColumn.Kind.STRING) {
      throw wrong(raw, row, ValueType.STRING);
    }
    String text = raw.text(row);
    if (!isUnicode(text)) {
      throw new InvalidRequestException(raw.path(), "half a surrogate pair", "Unicode text");
    }
    return text;
  }

  private static boolean isUnicode(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private static void setList(ListColumn column, int row, RawColumn raw, int from) {
    if (raw.kind(from) != RawColumn.Kind.LIST) {
      throw wrong(raw, from, column.type());
    }
    RawColumn list = raw.list(from);
    int start = column.set(row, list.size());
    for (int i = 0; i < list.size(); i++) {
      if (list.kind(i) == RawColumn.Kind.NULL) {
        throw wrong(list, i, column.type().element());
      }
      set(column.elements(), start + i, list, i);
    }
  }

  private static InvalidRequestException wrong(RawColumn raw, int row, ValueType type) {
    return new InvalidRequestException(
        raw.path() + (raw.size() == 1 ? "" : "[" + row + "]"), raw.shown(row), allowed(type));
  }

  private static String allowed(ValueType type) {
    return switch (type) {
      case INT64 -> "an int64, written as a whole number without quotes";
      case FLOAT64 -> "a float64, written as a finite number without quotes";
      case STRING -> "a string in quotes";
      case BOOL -> "true or false";
      case TIMESTAMP -> "ISO 8601 with an offset in quotes, or UTC epoch milliseconds";
      case INT64_LIST -> "an array of int64 for each row";
      case FLOAT64_LIST -> "an array of float64 for each row";
      case STRING_LIST -> "an array of strings for each row";
    };
  }
}
