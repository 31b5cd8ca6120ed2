package dev.tandem.features.service;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.OnDemandFeature;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.expression.Expression;
import dev.tandem.features.expression.InvalidExpressionException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The on-demand features that a service needs, each after those it reads. */
final class OnDemandPlan {
  private final Scope scope;
  private final Map<String, Expression> expressions = new LinkedHashMap<>();
  private final Set<String> inputs = new LinkedHashSet<>();
  private final List<String> path = new ArrayList<>();

  private OnDemandPlan(Scope scope) {
    this.scope = scope;
  }

  /**
   * Follows the names of a service's features to all that they need.
   *
   * @throws InvalidDeclarationException if an expression is invalid or on-demand features read each
   *     other in a circle
   */
  static OnDemandPlan of(Scope scope, List<String> features) {
    OnDemandPlan plan = new OnDemandPlan(scope);
    features.forEach(plan::need);
    return plan;
  }

  /** The expressions by the names of their features, in the order of evaluation. */
  Map<String, Expression> expressions() {
    return Collections.unmodifiableMap(expressions);
  }

  /** The names needed that are not on-demand features, in the order in which they were met. */
  Set<String> inputs() {
    return Collections.unmodifiableSet(inputs);
  }

  private void need(String name) {
    Optional<OnDemandFeature> feature = scope.onDemand(name);
    if (feature.isEmpty()) {
      inputs.add(name);
      scope.groupKey(name).ifPresent(key -> needKey(name, key));
      return;
    }
    if (expressions.containsKey(name)) {
      return;
    }
    refuseCircle(name);
    path.add(name);
    Expression expression = compile(feature.get());
    expression.variables().forEach(this::need);
    path.remove(path.size() - 1);
    expressions.put(name, expression);
  }

  private void needKey(String feature, String key) {
    if (scope.find(key).isEmpty()) {
      throw invalid("views." + feature + ".by.key", scope.unknown(key));
    }
    need(key);
  }

  private void refuseCircle(String name) {
    if (path.contains(name)) {
      List<String> circle = new ArrayList<>(path.subList(path.indexOf(name), path.size()));
      circle.add(name);
      throw invalid(
          "on_demand." + name,
          "on-demand features read each other: " + String.join(" -> ", circle));
    }
  }

  private Expression compile(OnDemandFeature feature) {
    Expression expression;
    try {
      expression = Expression.compile(feature.expression(), scope.fields());
    } catch (InvalidExpressionException e) {
      throw invalid("on_demand." + feature.name(), e.getMessage(), e);
    }
    if (expression.type() != feature.type()) {
      throw invalid(
          "on_demand." + feature.name(),
          "the expression yields %s, declared: %s"
              .formatted(expression.type().declaredName(), feature.type().declaredName()));
    }
    return expression;
  }

  private static InvalidDeclarationException invalid(String path, String message) {
    return invalid(path, message, null);
  }

  private static InvalidDeclarationException invalid(String path, String message, Throwable cause) {
    return new InvalidDeclarationException(List.of(new Problem(path, message)), cause);
  }
}
