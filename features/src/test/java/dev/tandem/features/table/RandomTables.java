package dev.tandem.features.table;

import dev.tandem.features.type.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random columns and tables of every type, and their contents as plain values to compare. */
public final class RandomTables {
  private static final String[] ALPHABET = {"a", "İ", "ı", "ß", "漢", "😀", "\u0000", " ", "\n"};

  private RandomTables() {}

  /** A table with a column of every type, named after it, about a fifth of each null. */
  public static Table everyType(int rows, int distinct, Random random) {
    Table.Builder builder = Table.builder(rows);
    for (ValueType type : ValueType.values()) {
      builder.add(type.declaredName(), column(type, rows, distinct, random));
    }
    return builder.build();
  }

  /** A column of up to {@code distinct} different values, about a fifth of it null. */
  public static Column column(ValueType type, int rows, int distinct, Random random) {
    Column column = Column.allocate(type, rows);
    for (int row = 0; row < rows; row++) {
      if (random.nextInt(5) > 0) {
        set(column, row, distinct, random);
      }
    }
    return column;
  }

  private static void set(Column column, int row, int distinct, Random random) {
    int value = random.nextInt(distinct);
    if (column instanceof LongColumn longs) {
      longs.set(row, column.type() == ValueType.BOOL ? value & 1 : mixed(value));
    } else if (column instanceof DoubleColumn doubles) {
      doubles.set(row, mixed(value) / 1024.0);
    } else if (column instanceof StringColumn strings) {
      strings.set(row, text(value));
    } else if (column instanceof ListColumn lists) {
      int length = random.nextInt(4);
      int start = lists.set(row, length);
      for (int i = 0; i < length; i++) {
        set(lists.elements(), start + i, distinct, random);
      }
    }
  }

  private static long mixed(int value) {
    return value * 0x9E3779B97F4A7C15L;
  }

  private static String text(int value) {
    StringBuilder text = new StringBuilder();
    for (int rest = value; rest > 0; rest /= ALPHABET.length) {
      text.append(ALPHABET[rest % ALPHABET.length]);
    }
    return text.toString();
  }

  /** The columns of a table by name, each as {@link #values(Column)}. */
  public static Map<String, List<Object>> values(Table table) {
    Map<String, List<Object>> values = new LinkedHashMap<>();
    for (Field field : table.fields()) {
      values.put(field.name(), values(table.column(field.name())));
    }
    return values;
  }

  /** The rows of a column: null, a Long, the bits of a double, a String, or a list of those. */
  public static List<Object> values(Column column) {
    List<Object> values = new ArrayList<>();
    for (int row = 0; row < column.size(); row++) {
      values.add(value(column, row));
    }
    return values;
  }

  private static Object value(Column column, int row) {
    if (column.isNull(row)) {
      return null;
    }
    if (column instanceof LongColumn longs) {
      return longs.value(row);
    } else if (column instanceof DoubleColumn doubles) {
      return Double.doubleToRawLongBits(doubles.value(row));
    } else if (column instanceof StringColumn strings) {
      return strings.value(row);
    }
    ListColumn lists = (ListColumn) column;
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < lists.length(row); i++) {
      elements.add(value(lists.elements(), lists.start(row) + i));
    }
    return elements;
  }
}
