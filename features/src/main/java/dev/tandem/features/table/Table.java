package dev.tandem.features.table;

import dev.tandem.features.type.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Named columns of one length, in a fixed order. The columns are shared, not copied. */
public final class Table {
  private final int rows;
  private final List<Field> fields;
  private final Map<String, Column> columns;

  private Table(int rows, Map<String, Column> columns) {
    this.rows = rows;
    this.columns = columns;
    this.fields =
        columns.entrySet().stream().map(e -> new Field(e.getKey(), e.getValue().type())).toList();
  }

  /** An empty builder for a table of {@code rows} rows. */
  public static Builder builder(int rows) {
    return new Builder(rows);
  }

  /** A table of {@code rows} rows with a fresh column, all null, for each field. */
  public static Table allocate(List<Field> fields, int rows) {
    Builder builder = builder(rows);
    for (Field field : fields) {
      builder.add(field.name(), Column.allocate(field.type(), rows));
    }
    return builder.build();
  }

  /** All tables, which must have the same fields in the same order, one below the other. */
  public static Table concat(List<Table> tables) {
    if (tables.size() == 1) {
      return tables.get(0);
    }
    List<Field> fields = tables.get(0).fields;
    Table all = allocate(fields, Math.toIntExact(tables.stream().mapToLong(Table::rows).sum()));
    int offset = 0;
    for (Table table : tables) {
      if (!table.fields.equals(fields)) {
        throw new IllegalArgumentException("tables differ: " + fields + " and " + table.fields);
      }
      for (Field field : fields) {
        all.column(field.name()).copyRange(offset, table.column(field.name()), 0, table.rows);
      }
      offset += table.rows;
    }
    return all;
  }

  /** The number of rows. */
  public int rows() {
    return rows;
  }

  /** The names and types of the columns, in order. */
  public List<Field> fields() {
    return fields;
  }

  /** The column with this name, or empty. */
  public Optional<Column> find(String name) {
    return Optional.ofNullable(columns.get(name));
  }

  /**
   * The column with this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Column column(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException("no column '" + name + "' among " + columns.keySet()));
  }

  /** The column of longs (int64, timestamp or bool) with this name. */
  public LongColumn longs(String name) {
    return typed(name, LongColumn.class);
  }

  /** The column of doubles with this name. */
  public DoubleColumn doubles(String name) {
    return typed(name, DoubleColumn.class);
  }

  /** The column of strings with this name. */
  public StringColumn strings(String name) {
    return typed(name, StringColumn.class);
  }

  private <C extends Column> C typed(String name, Class<C> type) {
    Column column = column(name);
    if (!type.isInstance(column)) {
      throw new IllegalArgumentException(
          "column '"
              + name
              + "' is "
              + column.type().declaredName()
              + ", not a "
              + type.getSimpleName());
    }
    return type.cast(column);
  }

  /** A table of the given rows of this one, in the given order. */
  public Table select(int[] selected) {
    Builder builder = builder(selected.length);
    columns.forEach((name, column) -> builder.add(name, column.select(selected)));
    return builder.build();
  }

  /**
   * A table in which the first rows of this one have other places.
   *
   * @param places for each of these rows its place, each of {@code [0, places.length)} once
   */
  public Table scatter(int[] places) {
    Table scattered = allocate(fields, places.length);
    columns.forEach((name, column) -> scattered.column(name).scatter(places, column));
    return scattered;
  }

  /** A table of the rows {@code [from, end)} of this one, copied. */
  public Table range(int from, int end) {
    Table range = allocate(fields, end - from);
    columns.forEach((name, column) -> range.column(name).copyRange(0, column, from, end - from));
    return range;
  }

  /** A table with only the named columns, in the given order. */
  public Table project(List<String> names) {
    Builder builder = builder(rows);
    names.forEach(name -> builder.add(name, column(name)));
    return builder.build();
  }

  /** Collects columns for a {@link Table}. */
  public static final class Builder {
    private final int rows;
    private final Map<String, Column> columns = new LinkedHashMap<>();

    private Builder(int rows) {
      this.rows = rows;
    }

    /** Adds a column; its name must be new and its size the table's. */
    public Builder add(String name, Column column) {
      if (column.size() != rows) {
        throw new IllegalArgumentException(
            "column '" + name + "' has " + column.size() + " rows in a table of " + rows);
      }
      if (columns.putIfAbsent(name, column) != null) {
        throw new IllegalArgumentException("two columns are named '" + name + "'");
      }
      return this;
    }

    /** Adds a fresh column, all null, and returns it to be written. */
    public Column allocate(String name, ValueType type) {
      Column column = Column.allocate(type, rows);
      add(name, column);
      return column;
    }

    /** Adds every column of a table of the same number of rows. */
    public Builder addAll(Table table) {
      List<String> names = new ArrayList<>(table.columns.keySet());
      names.forEach(name -> add(name, table.column(name)));
      return this;
    }

    /** The table. */
    public Table build() {
      return new Table(rows, new LinkedHashMap<>(columns));
    }
  }
}
