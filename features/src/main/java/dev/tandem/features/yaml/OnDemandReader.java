package dev.tandem.features.yaml;

import dev.tandem.features.declaration.OnDemandExpressions;
import dev.tandem.features.declaration.OnDemandFeature;
import dev.tandem.features.expression.Expression;
import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the section {@code on_demand}. */
final class OnDemandReader {
  /** Any type will do for a wrong expression, because the validator reports it. */
  private static final ValueType WRONG = ValueType.FLOAT64;

  private final List<Field> variables;

  /**
   * @param variables what the expressions may read; their types follow from it
   */
  OnDemandReader(List<Field> variables) {
    this.variables = variables;
  }

  List<OnDemandFeature> read(YamlMapping root) {
    List<OnDemandFeature> untyped =
        root.each(
            "on_demand",
            named ->
                named
                    .value()
                    .text("an expression")
                    .map(text -> new OnDemandFeature(named.name(), text, WRONG)));
    Map<String, String> texts = new LinkedHashMap<>();
    untyped.forEach(feature -> texts.put(feature.name(), feature.expression()));
    OnDemandExpressions expressions = OnDemandExpressions.of(variables, texts);
    return untyped.stream()
        .map(f -> new OnDemandFeature(f.name(), f.expression(), typeOf(f.name(), expressions)))
        .toList();
  }

  private static ValueType typeOf(String feature, OnDemandExpressions expressions) {
    return expressions.find(feature).map(Expression::type).orElse(WRONG);
  }
}
