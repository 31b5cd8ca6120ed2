package dev.tandem.pipelines.read;

import dev.tandem.features.stored.StoredColumn;
import dev.tandem.features.stored.StoredText;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Rows of typed columns as text for a person, such as {@code {user_id: 7, kind: "click"}}. */
public final class RowText {
  private RowText() {}

  /** A row of a batch with these columns; what is null is left out. */
  public static String of(List<StoredColumn> columns, Table batch, int row) {
    StringBuilder text = new StringBuilder("{");
    for (StoredColumn column : columns) {
      Column values = batch.column(column.name());
      if (!values.isNull(row)) {
        text.append(text.length() == 1 ? "" : ", ").append(column.name()).append(": ");
        append(column, values, row, text);
      }
    }
    return text.append('}').toString();
  }

  private static void append(StoredColumn column, Column values, int row, StringBuilder text) {
    if (values instanceof LongColumn longs) {
      text.append(number(column, longs.value(row)));
    } else if (values instanceof DoubleColumn doubles) {
      text.append(doubles.value(row));
    } else if (values instanceof StringColumn strings) {
      text.append('"').append(StoredText.readable(strings.value(row))).append('"');
    } else if (values instanceof ListColumn lists) {
      DoubleColumn elements = (DoubleColumn) lists.elements();
      text.append('[');
      for (int i = 0; i < lists.length(row); i++) {
        text.append(i == 0 ? "" : " ").append(elements.value(lists.start(row) + i));
      }
      text.append(']');
    }
  }

  private static Object number(StoredColumn column, long value) {
    try {
      return switch (column.kind()) {
        case TRUTH -> value != 0;
        case SECONDS -> Instant.ofEpochSecond(value);
        case MILLISECONDS -> Instant.ofEpochMilli(value);
        case MICROSECONDS -> Instant.EPOCH.plus(value, ChronoUnit.MICROS);
        case NANOSECONDS -> Instant.EPOCH.plus(value, ChronoUnit.NANOS);
        case DAYS -> LocalDate.ofEpochDay(value);
        case SMALL_INTEGER, INTEGER, REAL, TEXT, VECTOR, OTHER -> value;
      };
    } catch (DateTimeException | ArithmeticException e) {
      return value;
    }
  }
}
