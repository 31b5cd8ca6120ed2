package dev.tandem.features.view;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.expression.Expression;
import dev.tandem.features.expression.InvalidExpressionException;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which events a feature or label counts: those that satisfy {@code where}, null counting as false,
 * and whose {@code field} and {@code by} are not null.
 *
 * @param field the aggregated field, or empty if there is none
 * @param where a boolean expression over the source's fields, or empty for all events
 * @param by the field by which events are counted apart, or empty to count them together
 */
public record Selection(Optional<Field> field, Optional<Expression> where, Optional<Field> by) {
  /** All events. */
  public static final Selection ALL =
      new Selection(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * Resolves names against a source.
   *
   * @param owner the feature or label, for messages
   * @throws InvalidDeclarationException if the source has no such field or the expression is not a
   *     boolean one over its fields
   */
  public static Selection of(
      String owner, Optional<String> field, Optional<String> where, Source source) {
    return new Selection(
        field.map(name -> field(owner + ".field", name, source)),
        where.map(text -> where(owner, text, source)),
        Optional.empty());
  }

  /** The same events, counted apart by a field of the source. */
  Selection by(String owner, String field, Source source) {
    return new Selection(this.field, where, Optional.of(field(owner + ".by", field, source)));
  }

  private static Field field(String path, String name, Source source) {
    String allowed = "found '" + name + "', allowed: a field of " + source.name();
    return source
        .find(name)
        .map(SourceField::field)
        .orElseThrow(() -> new InvalidDeclarationException(List.of(new Problem(path, allowed))));
  }

  private static Expression where(String owner, String text, Source source) {
    String path = owner + ".where";
    List<Field> variables = source.fields().stream().map(SourceField::field).toList();
    try {
      Expression where = Expression.compile(text, variables);
      if (where.type() == ValueType.BOOL) {
        return where;
      }
      String found = where.type().declaredName();
      throw new InvalidDeclarationException(
          List.of(new Problem(path, "found an expression of type " + found + ", allowed: bool")));
    } catch (InvalidExpressionException e) {
      throw new InvalidDeclarationException(List.of(new Problem(path, e.getMessage())), e);
    }
  }

  /** The names of the fields it reads. */
  public List<String> fields() {
    return Stream.of(
            field.map(Field::name).stream(),
            where.map(Expression::variables).stream().flatMap(List::stream),
            by.map(Field::name).stream())
        .flatMap(names -> names)
        .distinct()
        .toList();
  }

  /** All that decides about which events are selected, for fingerprints; never changes its form. */
  public String description() {
    return field.map(f -> " of " + f.name() + " " + f.type().declaredName()).orElse("")
        + where.map(w -> " where " + w.text()).orElse("")
        + by.map(b -> " by " + b.name() + " " + b.type().declaredName()).orElse("");
  }

  /** For each row of a table of events, whether it is selected. */
  public boolean[] in(Table events) {
    boolean[] selected = new boolean[events.rows()];
    if (where.isPresent()) {
      LongColumn satisfied = (LongColumn) where.get().evaluate(events);
      for (int row = 0; row < selected.length; row++) {
        selected[row] = satisfied.value(row) != 0; // null has the value 0
      }
    } else {
      Arrays.fill(selected, true);
    }
    field.ifPresent(f -> events.column(f.name()).retainPresent(selected));
    by.ifPresent(f -> events.column(f.name()).retainPresent(selected));
    return selected;
  }
}
