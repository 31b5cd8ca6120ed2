package dev.tandem.features.expression;

import dev.tandem.features.expression.vector.Program;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.util.List;
import java.util.function.Function;

/**
 * An expression in a subset of the Common Expression Language, checked once and then evaluated over
 * whole tables.
 *
 * <p>Null in gives null out, except that {@code false && null} is false, {@code true || null} is
 * true, a conditional looks only at the branch it takes, and {@code is_null} always answers. What
 * has no value is null too: an integer overflow, a division by zero, a float64 that is not finite.
 * A float64 result is never -0.0. Results are the same bits for one row as for many, on every
 * machine.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class Expression {
  /** The variable that stands for the time of the request, or of the training row. */
  public static final String REQUEST_TIME = "request_time";

  private final String text;
  private final Program program;

  private Expression(String text, Program program) {
    this.text = text;
    this.program = program;
  }

  /**
   * Parses and type-checks an expression.
   *
   * @param variables the names it may use, qualified ones such as {@code user_activity.carts_7d}
   *     included, with their types
   * @throws InvalidExpressionException if the text does not parse, uses an unknown name, does not
   *     type-check or uses a part of the language that is not supported
   */
  public static Expression compile(String text, List<Field> variables) {
    return new Expression(text, Planner.plan(CheckedText.check(text, variables), variables));
  }

  /** The text it was compiled from. */
  public String text() {
    return text;
  }

  /** The type of the result: int64, float64, string, bool or timestamp. */
  public ValueType type() {
    return program.type();
  }

  /**
   * The variables it reads, each once, in order of first use; {@code days_since} reads the time.
   */
  public List<String> variables() {
    return program.variables();
  }

  /**
   * Evaluates all rows.
   *
   * @param inputs has a column, named and typed as declared, for each of {@link #variables()};
   *     other columns are ignored
   * @param out a column of type {@link #type()} with as many rows as {@code inputs}, none of those
   *     it reads; every row is overwritten
   * @throws IllegalArgumentException if a column is absent or of another type, or {@code out} does
   *     not fit
   */
  public void evaluate(Table inputs, Column out) {
    evaluate(inputs::column, inputs.rows(), out);
  }

  /**
   * Evaluates all rows of columns that are found by name.
   *
   * @param inputs has a column, typed as declared, for each of {@link #variables()}
   * @param rows how many rows of each column there are
   */
  public void evaluate(Function<String, Column> inputs, int rows, Column out) {
    program.evaluate(inputs, rows, out);
  }

  /** Evaluates all rows into a fresh column. */
  public Column evaluate(Table inputs) {
    Column out = Column.allocate(type(), inputs.rows());
    evaluate(inputs, out);
    return out;
  }

  @Override
  public String toString() {
    return text;
  }
}
