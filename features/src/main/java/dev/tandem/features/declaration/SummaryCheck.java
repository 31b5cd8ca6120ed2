package dev.tandem.features.declaration;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Checks the settings of aggregates that keep a summary of values. */
final class SummaryCheck {
  private static final List<Range> RANGES =
      List.of(
          new Range(
              SummarySettings.PRECISION,
              "a whole number from 4 to 14",
              SummarySettings::precision,
              4,
              14),
          new Range(
              SummarySettings.MOST,
              "a whole number from 1 to 100000",
              SummarySettings::most,
              1,
              100_000),
          new Range(SummarySettings.Q, "a number from 0 to 1", SummarySettings::q, 0, 1),
          new Range(
              SummarySettings.ACCURACY,
              "a number from 0.001 to 0.1",
              SummarySettings::accuracy,
              0.001,
              0.1));

  private final Findings findings;

  /** The values that a setting may have, ends included. */
  private record Range(
      String setting,
      String allowed,
      ToDoubleFunction<AggregateFeature> value,
      double min,
      double max) {

    boolean admits(AggregateFeature feature) {
      try {
        double found = value.applyAsDouble(feature);
        return found >= min && found <= max;
      } catch (InvalidDeclarationException e) {
        return false; // what it says is less than this range does
      }
    }
  }

  SummaryCheck(Findings findings) {
    this.findings = findings;
  }

  void check(String path, AggregateFeature feature) {
    for (Range range : RANGES) {
      if (feature.function().settings().contains(range.setting())) {
        check(path + "." + range.setting(), feature, range);
      }
    }
  }

  private void check(String path, AggregateFeature feature, Range range) {
    List<String> found = feature.settings().values().get(range.setting());
    if (range.admits(feature)) {
      return;
    }
    findings.report(
        path,
        found == null
            ? "missing, allowed: " + range.allowed()
            : Refusal.value(String.join(", ", found), range.allowed()));
  }
}
