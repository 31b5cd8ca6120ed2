package dev.tandem.serving.fetch;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import java.util.Arrays;
import java.util.List;

/**
 * The distinct entities among the rows of a request, numbered in the order of their first rows.
 *
 * <p>A column of one value stands for every row.
 */
final class DistinctKeys {
  private final Table keys;
  private final Places places;

  private DistinctKeys(Table keys, Places places) {
    this.keys = keys;
    this.places = places;
  }

  /** The distinct entities of a request that has every key as a column of its type, none null. */
  static DistinctKeys of(FeatureRequest request, List<Field> fields) {
    List<Column> columns = fields.stream().map(f -> request.find(f.name()).orElseThrow()).toList();
    int rows = request.rows();
    long[][] parts = new long[columns.size()][];
    boolean constant = rows > 0;
    for (int i = 0; i < parts.length; i++) {
      parts[i] = comparable(columns.get(i));
      constant &= columns.get(i).size() == 1;
    }
    int[] entityOfRow = new int[rows];
    int[] firstRows = constant ? new int[1] : group(parts, rows, entityOfRow);
    return new DistinctKeys(
        select(fields, columns, firstRows), new Places(entityOfRow, firstRows.length));
  }

  /** The keys, one row per distinct entity. */
  Table keys() {
    return keys;
  }

  /** The number of distinct entities. */
  int count() {
    return keys.rows();
  }

  /** The entity of each row. */
  Places places() {
    return places;
  }

  /** Longs that are equal exactly if the values of two rows are, neither or both being null. */
  static long[] comparable(Column column) {
    if (column instanceof LongColumn longs) {
      return longs.values().length == longs.size()
          ? longs.values()
          : Arrays.copyOf(longs.values(), longs.size());
    }
    if (column instanceof StringColumn strings) {
      long[] codes = new long[strings.size()];
      for (int row = 0; row < codes.length; row++) {
        codes[row] = strings.codeAt(row);
      }
      return codes;
    }
    throw new IllegalStateException("a key cannot be " + column.type().declaredName());
  }

  // Hot path: FetchBenchmark. Open addressing; a slot holds the number of an entity plus 1.
  /**
   * Numbers the rows that agree in all parts alike, in the order of the first of them.
   *
   * @param parts a long per row, or one that stands for every row
   * @param entityOfRow gets the number of each row
   * @return the first row of each number
   */
  static int[] group(long[][] parts, int rows, int[] entityOfRow) {
    int mask = Integer.highestOneBit(Math.max(4, 4 * rows) - 1) * 2 - 1;
    int[] slots = new int[mask + 1];
    int[] firstRows = new int[rows];
    int count = 0;
    for (int row = 0; row < rows; row++) {
      int slot = hash(parts, row) & mask;
      while (slots[slot] != 0 && !same(parts, firstRows[slots[slot] - 1], row)) {
        slot = (slot + 1) & mask;
      }
      if (slots[slot] == 0) {
        firstRows[count] = row;
        slots[slot] = ++count;
      }
      entityOfRow[row] = slots[slot] - 1;
    }
    return Arrays.copyOf(firstRows, count);
  }

  private static int hash(long[][] parts, int row) {
    long hash = 0;
    for (long[] part : parts) {
      hash = (hash ^ at(part, row)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    return (int) hash;
  }

  private static boolean same(long[][] parts, int a, int b) {
    for (long[] part : parts) {
      if (at(part, a) != at(part, b)) {
        return false;
      }
    }
    return true;
  }

  private static long at(long[] part, int row) {
    return part[part.length == 1 ? 0 : row];
  }

  private static Table select(List<Field> fields, List<Column> columns, int[] rows) {
    Table.Builder table = Table.builder(rows.length);
    for (int i = 0; i < fields.size(); i++) {
      Column column = columns.get(i);
      table.add(
          fields.get(i).name(), column.select(column.size() == 1 ? new int[rows.length] : rows));
    }
    return table.build();
  }
}
