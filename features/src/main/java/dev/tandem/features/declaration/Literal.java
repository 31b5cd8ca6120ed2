package dev.tandem.features.declaration;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.type.ValueType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * How declarations write one value of a type, for example a feature's default: a number, {@code
 * true} or {@code false}, a text, an instant in ISO 8601, or {@code []} for the empty list.
 */
public final class Literal {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

  /** The empty list of any type. */
  public static final String EMPTY_LIST = "[]";

  private Literal() {}

  /** True if the text writes a value of the type. */
  public static boolean isOf(ValueType type, String text) {
    try {
      write(text, Column.allocate(type, 1), 0);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Writes the value into one row of a column of its type.
   *
   * @throws IllegalArgumentException if the text writes no value of the column's type
   */
  public static void write(String text, Column column, int row) {
    try {
      switch (column.type()) {
        case INT64 -> ((LongColumn) column).set(row, Long.parseLong(text));
        case BOOL -> ((LongColumn) column).set(row, bool(text));
        case TIMESTAMP -> ((LongColumn) column).set(row, Instant.parse(text).toEpochMilli());
        case FLOAT64 -> ((DoubleColumn) column).set(row, finite(text));
        case STRING -> ((StringColumn) column).set(row, text);
        case INT64_LIST, FLOAT64_LIST, STRING_LIST ->
            ((ListColumn) column).set(row, emptyList(text));
      }
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(Refusal.value(text, allowed(column.type())), e);
    }
  }

  /** What is allowed for the type, for messages. */
  public static String allowed(ValueType type) {
    return switch (type) {
      case INT64 -> "a whole number";
      case FLOAT64 -> "a number";
      case TIMESTAMP -> "an instant such as 2026-01-31T08:15:00Z";
      case BOOL -> "true, false";
      case STRING -> "a text";
      case INT64_LIST, FLOAT64_LIST, STRING_LIST -> EMPTY_LIST;
    };
  }

  private static int emptyList(String text) {
    if (!text.equals(EMPTY_LIST)) {
      throw new IllegalArgumentException(Refusal.value(text, EMPTY_LIST));
    }
    return 0;
  }

  private static long bool(String text) {
    return switch (text) {
      case "true" -> 1;
      case "false" -> 0;
      default -> throw new IllegalArgumentException(Refusal.value(text, "true, false"));
    };
  }

  private static double finite(String text) {
    if (!NUMBER.matcher(text).matches() || !Double.isFinite(Double.parseDouble(text))) {
      throw new IllegalArgumentException(Refusal.value(text, "a finite number"));
    }
    return Double.parseDouble(text) + 0.0; // -0.0 is read as 0.0
  }
}
