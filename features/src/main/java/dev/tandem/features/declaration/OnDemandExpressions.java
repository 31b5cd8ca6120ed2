package dev.tandem.features.declaration;

import dev.tandem.features.expression.Expression;
import dev.tandem.features.expression.InvalidExpressionException;
import dev.tandem.features.table.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The on-demand expressions of a project, compiled one after the other: an expression may read
 * other on-demand features, in whatever order they are declared, and its type follows from theirs.
 */
public final class OnDemandExpressions {
  private final Map<String, Expression> compiled = new LinkedHashMap<>();

  private OnDemandExpressions() {}

  /**
   * Compiles all that can be; those that are wrong, or read one that is, are left out.
   *
   * @param variables what they may read besides each other
   * @param texts the expressions by the names of their features
   */
  public static OnDemandExpressions of(List<Field> variables, Map<String, String> texts) {
    OnDemandExpressions expressions = new OnDemandExpressions();
    List<Field> known = new ArrayList<>(variables);
    while (expressions.compileSome(known, texts)) {
      // Each round makes the types of some features known to the next.
    }
    return expressions;
  }

  private boolean compileSome(List<Field> known, Map<String, String> texts) {
    int before = compiled.size();
    for (Map.Entry<String, String> feature : texts.entrySet()) {
      if (!compiled.containsKey(feature.getKey())) {
        compile(feature.getValue(), known)
            .ifPresent(
                expression -> {
                  compiled.put(feature.getKey(), expression);
                  known.add(new Field(feature.getKey(), expression.type()));
                });
      }
    }
    return compiled.size() > before;
  }

  private static Optional<Expression> compile(String text, List<Field> variables) {
    try {
      return Optional.of(Expression.compile(text, variables));
    } catch (InvalidExpressionException e) {
      return Optional.empty(); // Another round, or the validator, says what is wrong with it.
    }
  }

  /** The expression of the feature with this name, if it compiled. */
  public Optional<Expression> find(String name) {
    return Optional.ofNullable(compiled.get(name));
  }

  /**
   * What the feature reads, by way of other on-demand features too: names of view features, entity
   * keys, request fields or the request time. None for a name that is no compiled feature.
   */
  public Set<String> reads(String name) {
    Set<String> reads = new TreeSet<>();
    find(name)
        .ifPresent(
            expression -> {
              for (String variable : expression.variables()) {
                if (compiled.containsKey(variable)) {
                  reads.addAll(reads(variable));
                } else {
                  reads.add(variable);
                }
              }
            });
    return reads;
  }
}
