package dev.tandem.features.yaml;

import dev.tandem.features.declaration.OnDemandFeature;
import dev.tandem.features.expression.Expression;
import dev.tandem.features.expression.InvalidExpressionException;
import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.util.List;

/** Reads the section {@code on_demand}. */
final class OnDemandReader {
  private final List<Field> variables;

  /**
   * @param variables what the expressions may read; their types follow from it
   */
  OnDemandReader(List<Field> variables) {
    this.variables = variables;
  }

  List<OnDemandFeature> read(YamlMapping root) {
    return root.each(
        "on_demand",
        named ->
            named
                .value()
                .text("an expression")
                .map(text -> new OnDemandFeature(named.name(), text, typeOf(text))));
  }

  /** Any type will do for a wrong expression, because the validator reports it. */
  private ValueType typeOf(String expression) {
    try {
      return Expression.compile(expression, variables).type();
    } catch (InvalidExpressionException e) {
      return ValueType.FLOAT64;
    }
  }
}
