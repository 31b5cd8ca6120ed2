package dev.tandem.features.declaration;

import dev.tandem.features.expression.Expression;
import dev.tandem.features.expression.InvalidExpressionException;
import dev.tandem.features.type.ValueType;
import java.util.Optional;

/** Says what labels are: whether they happen or not, or have a value. */
public final class LabelType {
  private LabelType() {}

  /**
   * BOOL for a binary label, otherwise INT64 or FLOAT64; empty if the label names what its source
   * does not have.
   */
  public static Optional<ValueType> of(Project project, Label label) {
    return project.sources().stream()
        .filter(source -> source.name().equals(label.source()))
        .findFirst()
        .flatMap(source -> of(source, label));
  }

  /** The type of the label's column in a valid project; a binary label is 1 or 0. */
  public static ValueType ofColumn(Project project, Label label) {
    ValueType type = of(project, label).orElseThrow();
    return type == ValueType.BOOL ? ValueType.INT64 : type;
  }

  private static Optional<ValueType> of(Source source, Label label) {
    if (label instanceof RowLabel row) {
      return of(source, row);
    }
    return ((OutcomeLabel) label)
        .value()
        .map(value -> source.find(value).map(SourceField::type))
        .orElse(Optional.of(ValueType.BOOL));
  }

  private static Optional<ValueType> of(Source source, RowLabel label) {
    try {
      return Optional.of(
          Expression.compile(
                  label.ofRow(), source.fields().stream().map(SourceField::field).toList())
              .type());
    } catch (InvalidExpressionException e) {
      return Optional.empty(); // The validator says what is wrong with it.
    }
  }
}
