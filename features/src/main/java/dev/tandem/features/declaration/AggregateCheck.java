package dev.tandem.features.declaration;

import dev.tandem.features.type.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Checks one aggregate feature against the source of its view. */
final class AggregateCheck {
  private static final int MOST_LISTED = 1_000;
  private static final int MOST_RANKED = 100;
  private static final int FINEST_SCALE = 12;

  private final Findings findings;
  private final References references;
  private final ExpressionCheck expressions;
  private final RatioCheck ratios;
  private final DecayCheck decays;

  AggregateCheck(Findings findings, References references) {
    this.findings = findings;
    this.references = references;
    this.expressions = new ExpressionCheck(findings);
    this.ratios = new RatioCheck(findings);
    this.decays = new DecayCheck(findings);
  }

  void check(String path, Optional<Source> source, AggregateFeature feature) {
    limit(path + ".n", feature);
    settings(path, feature);
    new SummaryCheck(findings).check(path, feature);
    if (feature.function() == AggregateFunction.RATIO) {
      ratios.check(path, source, feature);
    }
    if (feature.function().decays(feature.settings())) {
      decays.check(path, feature);
    }
    if (feature.field().isEmpty() && feature.function().needsField()) {
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
      findings.report(
          path + ".scale", "allowed only over float64 for: " + named(AggregateFunction::sums));
    }
    feature.defaultValue().ifPresent(text -> defaultValue(path + ".default", type, text));
  }

  private void defaultValue(String path, ValueType type, String text) {
    if (!Literal.isOf(type, text)) {
      findings.report(path, Refusal.value(text, Literal.allowed(type)));
    }
  }

  private void limit(String path, AggregateFeature feature) {
    int most =
        switch (feature.function()) {
          case LAST_N -> MOST_LISTED;
          case TOP_K -> MOST_RANKED;
          default -> 0;
        };
    if (most == 0) {
      if (feature.limit() != 0) {
        findings.report(path, "only last_n and top_k have n");
      }
    } else if (feature.limit() < 1 || feature.limit() > most) {
      findings.report(
          path,
          (feature.limit() == 0 ? "missing or 0" : "found '" + feature.limit() + "'")
              + ", allowed: a whole number from 1 to "
              + most);
    }
  }

  private void settings(String path, AggregateFeature feature) {
    for (String name : feature.settings().values().keySet()) {
      if (!feature.function().settings().contains(name)) {
        String owners = named(function -> function.settings().contains(name));
        findings.report(
            path + "." + name,
            "has no meaning for " + feature.function().declaredName() + ", allowed for: " + owners);
      }
    }
  }

  private static String named(Predicate<AggregateFunction> wanted) {
    return Arrays.stream(AggregateFunction.values())
        .filter(wanted)
        .map(AggregateFunction::declaredName)
        .collect(Collectors.joining(", "));
  }

  private static String accepted(AggregateFunction function) {
    List<String> types =
        Arrays.stream(ValueType.values())
            .filter(function::accepts)
            .map(ValueType::declaredName)
            .toList();
    return types.isEmpty() ? "no field" : String.join(", ", types);
  }
}
