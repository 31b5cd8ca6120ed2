package dev.tandem.serving.grpc;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.type.ValueType;
import dev.tandem.serving.edge.TooMuchException;
import dev.tandem.serving.fetch.InvalidRequestException;
import dev.tandem.serving.wire.feast.RepeatedValue;
import dev.tandem.serving.wire.feast.Value;
import java.util.List;

/**
 * Values of a request bound to the type of their field.
 *
 * <p>Strict, but for what Feast's clients make of their languages' numbers: an int32 is an int64,
 * and an int or float a float64.
 */
final class WireBinding {
  private static final long MILLIS_PER_SECOND = 1000;

  private WireBinding() {}

  /**
   * The column of a field.
   *
   * @throws InvalidRequestException if a value is not of the field's type
   * @throws TooMuchException if there are more than {@code maxRows} values
   */
  static Column bind(RepeatedValue values, Field field, String path, int maxRows) {
    if (values.getValCount() > maxRows) {
      throw new TooMuchException(path, values.getValCount() + " values", "at most " + maxRows);
    }
    Column column = Column.allocate(field.type(), values.getValCount());
    for (int row = 0; row < values.getValCount(); row++) {
      Value value = values.getVal(row);
      if (!isNull(value)) {
        set(column, row, value, values.getValCount() == 1 ? path : path + "[" + row + "]");
      }
    }
    return column;
  }

  private static boolean isNull(Value value) {
    return value.getValCase() == Value.ValCase.VAL_NOT_SET || value.hasNullVal();
  }

  private static void set(Column column, int row, Value value, String path) {
    switch (column.type()) {
      case INT64 -> ((LongColumn) column).set(row, whole(value, path));
      case BOOL -> {
        require(value.hasBoolVal(), value, ValueType.BOOL, path);
        ((LongColumn) column).set(row, value.getBoolVal() ? 1 : 0);
      }
      case TIMESTAMP -> ((LongColumn) column).set(row, instant(value, path));
      case FLOAT64 -> ((DoubleColumn) column).set(row, number(value, path));
      case STRING -> {
        require(value.hasStringVal(), value, ValueType.STRING, path);
        ((StringColumn) column).set(row, value.getStringVal());
      }
      case INT64_LIST, FLOAT64_LIST, STRING_LIST -> setList((ListColumn) column, row, value, path);
    }
  }

  private static long whole(Value value, String path) {
    require(value.hasInt64Val() || value.hasInt32Val(), value, ValueType.INT64, path);
    return value.hasInt64Val() ? value.getInt64Val() : value.getInt32Val();
  }

  private static long instant(Value value, String path) {
    require(value.hasUnixTimestampVal(), value, ValueType.TIMESTAMP, path);
    long seconds = value.getUnixTimestampVal();
    if (Math.abs(seconds) > Long.MAX_VALUE / MILLIS_PER_SECOND) {
      throw new InvalidRequestException(
          path, seconds + " seconds", "seconds that fit 64 bits as milliseconds");
    }
    return seconds * MILLIS_PER_SECOND;
  }

  private static double number(Value value, String path) {
    double number =
        switch (value.getValCase()) {
          case DOUBLE_VAL -> value.getDoubleVal();
          case FLOAT_VAL -> value.getFloatVal();
          case INT64_VAL -> (double) value.getInt64Val();
          case INT32_VAL -> value.getInt32Val();
          default -> throw wrong(value, ValueType.FLOAT64, path);
        };
    return finite(number, path);
  }

  private static double finite(double number, String path) {
    if (!Double.isFinite(number)) {
      throw new InvalidRequestException(path, Double.toString(number), "a finite number");
    }
    return number + 0.0; // -0.0 is read as 0.0
  }

  private static void setList(ListColumn column, int row, Value value, String path) {
    switch (column.type().element()) {
      case INT64 -> {
        require(value.hasInt64ListVal() || value.hasInt32ListVal(), value, column.type(), path);
        List<? extends Number> list =
            value.hasInt64ListVal()
                ? value.getInt64ListVal().getValList()
                : value.getInt32ListVal().getValList();
        int at = column.set(row, list.size());
        for (Number element : list) {
          ((LongColumn) column.elements()).set(at++, element.longValue());
        }
      }
      case FLOAT64 -> {
        require(value.hasDoubleListVal() || value.hasFloatListVal(), value, column.type(), path);
        List<? extends Number> list =
            value.hasDoubleListVal()
                ? value.getDoubleListVal().getValList()
                : value.getFloatListVal().getValList();
        int at = column.set(row, list.size());
        for (Number element : list) {
          ((DoubleColumn) column.elements()).set(at++, finite(element.doubleValue(), path));
        }
      }
      case STRING -> {
        require(value.hasStringListVal(), value, column.type(), path);
        List<String> list = value.getStringListVal().getValList();
        int at = column.set(row, list.size());
        for (String element : list) {
          ((StringColumn) column.elements()).set(at++, element);
        }
      }
      case BOOL, TIMESTAMP, INT64_LIST, FLOAT64_LIST, STRING_LIST ->
          throw new IllegalStateException("there is no list of " + column.type().element());
    }
  }

  private static void require(boolean fine, Value value, ValueType type, String path) {
    if (!fine) {
      throw wrong(value, type, path);
    }
  }

  private static InvalidRequestException wrong(Value value, ValueType type, String path) {
    String found =
        value.getValCase() == Value.ValCase.VAL_NOT_SET
            ? "null"
            : Value.getDescriptor().findFieldByNumber(value.getValCase().getNumber()).getName();
    return new InvalidRequestException(path, found, allowed(type));
  }

  private static String allowed(ValueType type) {
    return switch (type) {
      case INT64 -> "int64_val or int32_val";
      case FLOAT64 -> "double_val, float_val, int64_val or int32_val";
      case STRING -> "string_val";
      case BOOL -> "bool_val";
      case TIMESTAMP -> "unix_timestamp_val";
      case INT64_LIST -> "int64_list_val or int32_list_val";
      case FLOAT64_LIST -> "double_list_val or float_list_val";
      case STRING_LIST -> "string_list_val";
    };
  }
}
