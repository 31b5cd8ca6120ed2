package dev.tandem.features.declaration;

import dev.tandem.features.expression.Expression;
import dev.tandem.features.expression.InvalidExpressionException;
import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks that expressions parse and have the type that their place asks for. */
final class ExpressionCheck {
  private final Findings findings;

  ExpressionCheck(Findings findings) {
    this.findings = findings;
  }

  /** Checks a condition on the events of a source. */
  void predicate(String path, String text, Source source) {
    result(path, text, source, List.of(ValueType.BOOL));
  }

  /** Checks an expression over the events of a source that must have one of some types. */
  void result(String path, String text, Source source, List<ValueType> allowed) {
    if (new FaultyNames(findings).areIn(text, source)) {
      return;
    }
    List<Field> variables = source.fields().stream().map(SourceField::field).toList();
    compile(path, text, variables)
        .filter(expression -> !allowed.contains(expression.type()))
        .ifPresent(expression -> findings.report(path, wrongType(expression, allowed)));
  }

  private static String wrongType(Expression expression, List<ValueType> allowed) {
    return "'%s' is %s, allowed: %s"
        .formatted(
            expression.text(),
            expression.type().declaredName(),
            allowed.stream().map(ValueType::declaredName).collect(Collectors.joining(", ")));
  }

  /** The compiled expression, or empty with the mistake reported. */
  Optional<Expression> compile(String path, String text, List<Field> variables) {
    try {
      return Optional.of(Expression.compile(text, variables));
    } catch (InvalidExpressionException e) {
      findings.report(path, "'" + text + "': " + e.getMessage());
      return Optional.empty();
    }
  }
}
