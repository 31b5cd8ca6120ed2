package dev.tandem.features.declaration;

import dev.tandem.features.expression.Expression;
import dev.tandem.features.table.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks on-demand features: their names, and their expressions over everything they may read. */
final class OnDemandCheck {
  private final Findings findings;
  private final Project project;
  private final List<Field> variables;
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final OnDemandExpressions expressions;

  OnDemandCheck(Findings findings, Project project) {
    this.findings = findings;
    this.project = project;
    this.variables = new FeatureCatalog(project).onDemandVariables();
    project.onDemandFeatures().forEach(f -> texts.put(f.name(), f.expression()));
    this.expressions = OnDemandExpressions.of(variables, texts);
  }

  /** The expressions that compiled. */
  OnDemandExpressions check() {
    new Names(findings)
        .check(
            "on_demand", project.onDemandFeatures().stream().map(OnDemandFeature::name).toList());
    Set<String> taken = variables.stream().map(Field::name).collect(Collectors.toSet());
    project.views().forEach(view -> taken.add(view.name()));
    for (OnDemandFeature feature : project.onDemandFeatures()) {
      String path = "on_demand." + feature.name();
      if (taken.contains(feature.name())) {
        findings.report(
            path, "the name is taken by a view, an entity key, a request field or request_time");
      }
      expressions
          .find(feature.name())
          .ifPresentOrElse(e -> type(path, feature, e), () -> wrong(path, feature));
    }
    return expressions;
  }

  private void type(String path, OnDemandFeature feature, Expression expression) {
    if (expression.type() != feature.type()) {
      findings.report(
          path,
          "declared as "
              + feature.type().declaredName()
              + ", but the expression is "
              + expression.type().declaredName());
    }
  }

  /**
   * Says why an expression did not compile, unless the cause is another part's problem: then only
   * that one is reported.
   */
  private void wrong(String path, OnDemandFeature feature) {
    if (new FaultyNames(findings).areIn(feature.expression())) {
      return;
    }
    if (reached(feature.name()).contains(feature.name())) {
      findings.report(path, "'" + feature.expression() + "' reads itself, by way of others");
    } else if (reached(feature.name()).isEmpty()) {
      List<Field> known = new ArrayList<>(variables);
      project.onDemandFeatures().forEach(f -> known.add(new Field(f.name(), f.type())));
      new ExpressionCheck(findings).compile(path, feature.expression(), known);
    }
  }

  /** The features that did not compile either and that this one reads, directly or not. */
  private Set<String> reached(String name) {
    Set<String> reached = new HashSet<>();
    List<String> open = new ArrayList<>(List.of(name));
    while (!open.isEmpty()) {
      String text = texts.get(open.remove(open.size() - 1));
      texts.keySet().stream()
          .filter(other -> expressions.find(other).isEmpty() && FaultyNames.mentions(text, other))
          .filter(reached::add)
          .forEach(open::add);
    }
    return reached;
  }
}
