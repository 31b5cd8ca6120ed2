package dev.tandem.features.view;

import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** Declared defaults as values: a column of one row, null if none is declared. */
final class DefaultValue {
  private DefaultValue() {}

  static Column of(String qualifiedName, AggregateFeature feature) {
    Column column = Column.allocate(feature.type(), 1);
    feature.defaultValue().ifPresent(text -> set(qualifiedName, feature, text, column));
    return column;
  }

  private static void set(String name, AggregateFeature feature, String text, Column column) {
    try {
      switch (feature.type()) {
        case INT64 -> ((LongColumn) column).set(0, Long.parseLong(text));
        case FLOAT64 -> ((DoubleColumn) column).set(0, finite(text));
        case STRING -> ((StringColumn) column).set(0, text);
        case BOOL -> ((LongColumn) column).set(0, bool(text));
        case TIMESTAMP -> ((LongColumn) column).set(0, Instant.parse(text).toEpochMilli());
        case INT64_LIST, FLOAT64_LIST, STRING_LIST -> emptyList(text, (ListColumn) column);
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      String found = "found default '" + text + "', allowed: ";
      Problem problem = new Problem(name, found + allowed(feature));
      throw new InvalidDeclarationException(List.of(problem), e);
    }
  }

  private static double finite(String text) {
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(text);
    }
    return value + 0.0;
  }

  private static long bool(String text) {
    return switch (text) {
      case "true" -> 1;
      case "false" -> 0;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static void emptyList(String text, ListColumn column) {
    if (!text.equals("[]")) {
      throw new IllegalArgumentException(text);
    }
    column.set(0, 0);
  }

  private static String allowed(AggregateFeature feature) {
    return switch (feature.type()) {
      case INT64 -> "a whole number";
      case FLOAT64 -> "a finite number";
      case STRING -> "a text";
      case BOOL -> "true or false";
      case TIMESTAMP -> "an instant such as 2026-01-31T08:15:00Z";
      case INT64_LIST, FLOAT64_LIST, STRING_LIST -> "[]";
    };
  }
}
