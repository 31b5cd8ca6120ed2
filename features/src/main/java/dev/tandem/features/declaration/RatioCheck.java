package dev.tandem.features.declaration;

import java.util.List;
import java.util.Optional;

/** Checks the two conditions and the prior of a ratio. */
final class RatioCheck {
  private final Findings findings;

  RatioCheck(Findings findings) {
    this.findings = findings;
  }

  void check(String path, Optional<Source> source, AggregateFeature feature) {
    if (feature.where().isEmpty()) {
      findings.report(path + ".where", "missing; ratio needs the condition of its numerator");
    }
    denominator(path + "." + AggregateFunction.OF, source, feature.settings());
    List<String> prior = feature.settings().values().get(CountPrior.SETTING);
    if (CountPrior.of(feature.settings()).isEmpty()) {
      findings.report(
          path + "." + CountPrior.SETTING,
          "found [" + String.join(", ", prior) + "], allowed: " + CountPrior.ALLOWED);
    }
  }

  private void denominator(String path, Optional<Source> source, Options settings) {
    List<String> declared = settings.values().get(AggregateFunction.OF);
    if (declared == null) {
      findings.report(path, "missing; ratio needs the condition of its denominator");
    } else if (declared.size() != 1) {
      findings.report(path, "found a list, allowed: an expression");
    } else if (source.isPresent()) {
      new ExpressionCheck(findings).predicate(path, declared.get(0), source.get());
    }
  }
}
