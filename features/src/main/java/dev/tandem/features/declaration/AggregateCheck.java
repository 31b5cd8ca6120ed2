package dev.tandem.features.declaration;

import dev.tandem.features.type.ValueType;
import java.util.Arrays;
import java.util.Optional;

/** Checks one aggregate feature against the source of its view. */
final class AggregateCheck {
  private static final int MOST_LISTED = 1_000;
  private static final int FINEST_SCALE = 12;

  private final Findings findings;
  private final References references;
  private final ExpressionCheck expressions;

  AggregateCheck(Findings findings, References references) {
    this.findings = findings;
    this.references = references;
    this.expressions = new ExpressionCheck(findings);
  }

  void check(String path, Optional<Source> source, AggregateFeature feature) {
    limit(path + ".n", feature);
    if (feature.field().isEmpty() && feature.function() != AggregateFunction.COUNT) {
      findings.report(
          path + ".field", "missing; " + feature.function().declaredName() + " needs a field");
    }
    if (source.isPresent()) {
      feature.where().ifPresent(w -> expressions.predicate(path + ".where", w, source.get()));
      field(path, source.get(), feature);
    }
  }

  private void field(String path, Source source, AggregateFeature feature) {
    Optional<SourceField> field =
        feature.field().flatMap(name -> references.field(path + ".field", source, name));
    if (field.isPresent() && !feature.function().accepts(field.get().type())) {
      findings.report(
          path + ".field",
          "'"
              + field.get().name()
              + "' is "
              + field.get().type().declaredName()
              + ", "
              + feature.function().declaredName()
              + " takes "
              + accepted(feature.function()));
    }
    if (!findings.isFaulty(path + ".field") && field.isPresent() == feature.field().isPresent()) {
      result(path, feature, field.map(SourceField::type));
    }
  }

  private void result(String path, AggregateFeature feature, Optional<ValueType> field) {
    ValueType type = feature.function().resultType(field);
    if (feature.type() != type) {
      findings.report(
          path + ".type", Refusal.value(feature.type().declaredName(), type.declaredName()));
    }
    boolean scaled = feature.function().needsScale(field);
    if (feature.scale() < 0 || feature.scale() > FINEST_SCALE) {
      findings.report(
          path + ".scale",
          Refusal.value(String.valueOf(feature.scale()), "a whole number from 0 to 12"));
    } else if (!scaled && feature.scale() != 0) {
      findings.report(path + ".scale", "only a sum or mean of a float64 field has a scale");
    }
    feature.defaultValue().ifPresent(text -> defaultValue(path + ".default", type, text));
  }

  private void defaultValue(String path, ValueType type, String text) {
    if (!Literal.isOf(type, text)) {
      findings.report(path, Refusal.value(text, Literal.allowed(type)));
    }
  }

  private void limit(String path, AggregateFeature feature) {
    if (feature.function() != AggregateFunction.LAST_N) {
      if (feature.limit() != 0) {
        findings.report(path, "only last_n has n");
      }
    } else if (feature.limit() < 1 || feature.limit() > MOST_LISTED) {
      findings.report(
          path,
          (feature.limit() == 0 ? "missing or 0" : "found '" + feature.limit() + "'")
              + ", allowed: a whole number from 1 to 1000");
    }
  }

  private static String accepted(AggregateFunction function) {
    return String.join(
        ", ",
        Arrays.stream(ValueType.values())
            .filter(function::accepts)
            .map(ValueType::declaredName)
            .toList());
  }
}
