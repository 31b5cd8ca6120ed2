package dev.tandem.training.metric;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.type.ValueType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which group each row is of, such as its user: rows of equal values are of one group, a row
 * without a value is of none. Filled block by block; not thread-safe while it is.
 */
public final class RowGroups {
  private static final List<ValueType> ALLOWED =
      List.of(ValueType.INT64, ValueType.STRING, ValueType.BOOL);
  private static final int NONE = -1;

  private final String column;
  private final Map<Object, Integer> numbers = new HashMap<>();
  private int[] groups = new int[0];
  private int size;

  /**
   * No row is known yet.
   *
   * @param column the name of the column whose values are the groups, for messages
   */
  public RowGroups(String column) {
    this.column = column;
  }

  /**
   * Adds all rows of a block of the column; returns this.
   *
   * @throws InvalidDeclarationException if the column's type makes no groups
   */
  public RowGroups add(Column block) {
    if (!ALLOWED.contains(block.type())) {
      throw new InvalidDeclarationException(
          List.of(
              new Problem(
                  "group",
                  "'"
                      + column
                      + "' is "
                      + block.type().declaredName()
                      + ", allowed: a column of int64, string or bool")));
    }
    if (size + block.size() > groups.length) {
      groups = Arrays.copyOf(groups, Math.max(size + block.size(), 2 * groups.length));
    }
    for (int row = 0; row < block.size(); row++) {
      groups[size++] = block.isNull(row) ? NONE : number(value(block, row));
    }
    return this;
  }

  private static Object value(Column block, int row) {
    return block instanceof StringColumn strings
        ? strings.value(row)
        : (Object) ((LongColumn) block).value(row);
  }

  private int number(Object value) {
    Integer known = numbers.putIfAbsent(value, numbers.size());
    return known == null ? numbers.size() - 1 : known;
  }

  /** The name of the column. */
  public String column() {
    return column;
  }

  /** The group of each row, negative for none. */
  int[] perRow() {
    return Arrays.copyOf(groups, size);
  }
}
