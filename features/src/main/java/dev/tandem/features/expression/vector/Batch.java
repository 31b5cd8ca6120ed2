package dev.tandem.features.expression.vector;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.StringColumn;
import java.util.List;

/**
 * The rows being evaluated and the registers with their intermediate results; made for one
 * evaluation and used by one thread.
 */
final class Batch {
  /** Rows per batch: registers of this size stay in the processor's first caches. */
  static final int SIZE = 1024;

  private final Column[] columns;
  private final List<String> entries;
  private final int rows;
  private final Vector[] registers;
  private final Vector[] lookups;
  private int start;
  private int count;

  private Batch(Column[] columns, List<String> entries, int rows, int registers) {
    this.columns = columns;
    this.entries = entries;
    this.rows = rows;
    this.registers = new Vector[registers];
    this.lookups = new Vector[registers];
    this.count = Math.min(SIZE, rows);
  }

  /** A batch over the rows of columns, one for each variable. */
  static Batch ofRows(Column[] columns, int rows, int registers) {
    return new Batch(columns, List.of(), rows, registers);
  }

  /** A batch over a dictionary, whose entries are every variable's values, and a null after it. */
  private Batch ofEntries(List<String> dictionary) {
    return new Batch(new Column[0], dictionary, dictionary.size() + 1, registers.length);
  }

  /** The first row of the batch. */
  int start() {
    return start;
  }

  /** The number of rows of the batch. */
  int count() {
    return count;
  }

  /** True while the batch has rows; {@link #advance} moves it. */
  boolean hasRows() {
    return count > 0;
  }

  /** Moves on to the next rows. */
  void advance() {
    start += count;
    count = Math.min(SIZE, rows - start);
  }

  /** The column of a variable. */
  Column column(int variable) {
    return columns[variable];
  }

  /** The register of an operation, allocated at its first use. */
  Vector register(Node node) {
    Vector vector = registers[node.register()];
    if (vector == null) {
      vector = new Vector(node.type(), Math.min(SIZE, rows));
      registers[node.register()] = vector;
    }
    return vector;
  }

  /** True if the operation has not used its register yet. */
  boolean isFresh(Node node) {
    return registers[node.register()] == null;
  }

  /** Reads the batch's rows of a string variable. */
  void readStrings(int variable, Vector out) {
    if (columns.length == 0) {
      for (int i = 0; i < count; i++) {
        out.strings[i] = start + i < entries.size() ? entries.get(start + i) : null;
        out.nulls[i] = out.strings[i] == null;
      }
      return;
    }
    StringColumn column = (StringColumn) columns[variable];
    for (int i = 0; i < count; i++) {
      out.strings[i] = column.value(start + i);
      out.nulls[i] = out.strings[i] == null;
    }
  }

  /**
   * The results of an operation over a string variable alone, one for each entry of the variable's
   * dictionary and one, the last, for null. Computed at the first call and kept.
   */
  Vector lookup(Node operation, int variable) {
    Vector lookup = lookups[operation.register()];
    if (lookup == null) {
      Batch batch = ofEntries(((StringColumn) columns[variable]).dictionary());
      lookup = new Vector(operation.type(), batch.rows);
      for (; batch.hasRows(); batch.advance()) {
        lookup.copy(batch.start, operation.evaluate(batch), batch.count);
      }
      lookups[operation.register()] = lookup;
    }
    return lookup;
  }
}
