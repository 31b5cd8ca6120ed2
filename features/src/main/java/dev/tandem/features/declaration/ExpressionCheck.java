package dev.tandem.features.declaration;

import dev.tandem.features.expression.Expression;
import dev.tandem.features.expression.InvalidExpressionException;
import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.util.List;
import java.util.Optional;

/** Checks that expressions parse and have the type that their place asks for. */
final class ExpressionCheck {
  private final Findings findings;

  ExpressionCheck(Findings findings) {
    this.findings = findings;
  }

  /** Checks a condition on the events of a source. */
  void predicate(String path, String text, Source source) {
    if (new FaultyNames(findings).areIn(text, source)) {
      return;
    }
    List<Field> variables = source.fields().stream().map(SourceField::field).toList();
    compile(path, text, variables)
        .filter(expression -> expression.type() != ValueType.BOOL)
        .ifPresent(
            expression ->
                findings.report(
                    path,
                    "'" + text + "' is " + expression.type().declaredName() + ", allowed: bool"));
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
