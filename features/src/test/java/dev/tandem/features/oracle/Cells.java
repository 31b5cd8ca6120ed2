package dev.tandem.features.oracle;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import java.util.ArrayList;
import java.util.List;

/** Single values of columns as objects, equal if and only if their bits are. */
public final class Cells {
  private Cells() {}

  /** The value of a row: Long, Double, String, a List of those, or null. */
  public static Object value(Column column, int row) {
    if (column.isNull(row)) {
      return null;
    }
    if (column instanceof LongColumn longs) {
      return longs.value(row);
    }
    if (column instanceof DoubleColumn doubles) {
      return doubles.value(row);
    }
    if (column instanceof StringColumn strings) {
      return strings.value(row);
    }
    ListColumn lists = (ListColumn) column;
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < lists.length(row); i++) {
      elements.add(value(lists.elements(), lists.start(row) + i));
    }
    return elements;
  }

  /** Writes what {@link #value} gives. */
  public static void write(Column column, int row, Object value) {
    if (value == null) {
      column.setNull(row);
    } else if (column instanceof LongColumn longs) {
      longs.set(row, (Long) value);
    } else if (column instanceof DoubleColumn doubles) {
      doubles.set(row, (Double) value);
    } else if (column instanceof StringColumn strings) {
      strings.set(row, (String) value);
    } else {
      ListColumn lists = (ListColumn) column;
      List<?> elements = (List<?>) value;
      int start = lists.set(row, elements.size());
      for (int i = 0; i < elements.size(); i++) {
        write(lists.elements(), start + i, elements.get(i));
      }
    }
  }
}
