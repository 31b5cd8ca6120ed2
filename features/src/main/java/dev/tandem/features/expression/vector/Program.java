package dev.tandem.features.expression.vector;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.type.ValueType;
import java.util.List;
import java.util.function.Function;

/** An operation with all that it reads, ready to be evaluated; immutable. */
public final class Program {
  private final Node root;
  private final List<Field> variables;
  private final int registers;

  /**
   * A program.
   *
   * @param variables in the order of the numbers by which the operations read them
   * @param registers the number of registers that the operations use
   */
  public Program(Node root, List<Field> variables, int registers) {
    this.root = root;
    this.variables = List.copyOf(variables);
    this.registers = registers;
  }

  /** The type of the result. */
  public ValueType type() {
    return root.type();
  }

  /** The names of the variables. */
  public List<String> variables() {
    return variables.stream().map(Field::name).toList();
  }

  /** Evaluates the rows of columns, found by name, into {@code out}. */
  public void evaluate(Function<String, Column> inputs, int rows, Column out) {
    if (out.type() != type() || out.size() != rows) {
      throw new IllegalArgumentException(
          "the result is %s with %d rows, the column for it %s with %d"
              .formatted(type().declaredName(), rows, out.type().declaredName(), out.size()));
    }
    Batch batch = Batch.ofRows(columns(inputs), rows, registers);
    for (; batch.hasRows(); batch.advance()) {
      write(root.evaluate(batch), out, batch.start(), batch.count());
    }
  }

  private Column[] columns(Function<String, Column> inputs) {
    Column[] columns = new Column[variables.size()];
    for (int i = 0; i < columns.length; i++) {
      Field variable = variables.get(i);
      columns[i] = inputs.apply(variable.name());
      if (columns[i].type() != variable.type()) {
        throw new IllegalArgumentException(
            "column '%s' is %s, the expression was compiled for %s"
                .formatted(
                    variable.name(),
                    columns[i].type().declaredName(),
                    variable.type().declaredName()));
      }
    }
    return columns;
  }

  private static void write(Vector from, Column out, int start, int count) {
    if (out instanceof LongColumn longs) {
      writeLongs(from, longs, start, count);
    } else if (out instanceof DoubleColumn doubles) {
      writeDoubles(from, doubles, start, count);
    } else if (out instanceof StringColumn strings) {
      writeStrings(from, strings, start, count);
    } else if (out instanceof ListColumn) {
      throw new IllegalArgumentException("an expression has no list result");
    }
  }

  private static void writeLongs(Vector from, LongColumn out, int start, int count) {
    for (int i = 0; i < count; i++) {
      if (from.nulls[i]) {
        out.setNull(start + i);
      } else {
        out.set(start + i, from.longs[i]);
      }
    }
  }

  private static void writeDoubles(Vector from, DoubleColumn out, int start, int count) {
    for (int i = 0; i < count; i++) {
      if (from.nulls[i]) {
        out.setNull(start + i);
      } else {
        out.set(start + i, from.doubles[i]);
      }
    }
  }

  private static void writeStrings(Vector from, StringColumn out, int start, int count) {
    for (int i = 0; i < count; i++) {
      if (from.nulls[i]) {
        out.setNull(start + i);
      } else {
        out.set(start + i, from.strings[i]);
      }
    }
  }
}
