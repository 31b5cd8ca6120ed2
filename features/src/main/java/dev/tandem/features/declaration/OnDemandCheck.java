package dev.tandem.features.declaration;

import dev.tandem.features.expression.Expression;
import dev.tandem.features.table.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks on-demand features: their names, and their expressions over everything they may read. */
final class OnDemandCheck {
  private final Findings findings;
  private final ExpressionCheck expressions;

  OnDemandCheck(Findings findings) {
    this.findings = findings;
    this.expressions = new ExpressionCheck(findings);
  }

  /** The expressions that compiled, by the name of their feature. */
  Map<String, Expression> check(Project project) {
    List<OnDemandFeature> features = project.onDemandFeatures();
    new Names(findings).check("on_demand", features.stream().map(OnDemandFeature::name).toList());
    List<Field> variables = new FeatureCatalog(project).onDemandVariables();
    Set<String> taken = variables.stream().map(Field::name).collect(Collectors.toSet());
    project.views().forEach(view -> taken.add(view.name()));
    Map<String, Expression> compiled = new HashMap<>();
    for (OnDemandFeature feature : features) {
      String path = "on_demand." + feature.name();
      if (taken.contains(feature.name())) {
        findings.report(
            path, "the name is taken by a view, an entity key, a request field or request_time");
      }
      expression(path, feature, variables)
          .ifPresent(expression -> compiled.put(feature.name(), expression));
    }
    return compiled;
  }

  private Optional<Expression> expression(
      String path, OnDemandFeature feature, List<Field> variables) {
    if (new FaultyNames(findings).areIn(feature.expression())) {
      return Optional.empty();
    }
    Optional<Expression> expression = expressions.compile(path, feature.expression(), variables);
    expression
        .filter(e -> e.type() != feature.type())
        .ifPresent(
            e ->
                findings.report(
                    path,
                    "declared as "
                        + feature.type().declaredName()
                        + ", but the expression is "
                        + e.type().declaredName()));
    return expression;
  }
}
