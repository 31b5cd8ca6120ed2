package dev.tandem.features.service;

import dev.tandem.features.expression.Expression;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds out which views decide the value of a feature. */
final class ViewsBehind {
  private final Scope scope;
  private final Map<String, Expression> onDemand;

  /** Among the names of a scope, with the on-demand features of a plan. */
  ViewsBehind(Scope scope, Map<String, Expression> onDemand) {
    this.scope = scope;
    this.onDemand = onDemand;
  }

  /** The views behind each of some features. */
  Map<String, Set<String>> ofEach(List<String> features) {
    Map<String, Set<String>> behind = new LinkedHashMap<>();
    for (String feature : features) {
      Set<String> views = new LinkedHashSet<>();
      follow(feature, views);
      behind.put(feature, Collections.unmodifiableSet(views));
    }
    return behind;
  }

  private void follow(String name, Set<String> views) {
    scope.viewOf(name).ifPresent(views::add);
    scope.groupKey(name).ifPresent(key -> follow(key, views));
    if (onDemand.containsKey(name)) {
      onDemand.get(name).variables().forEach(read -> follow(read, views));
    }
  }
}
