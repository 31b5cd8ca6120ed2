package dev.tandem.features.declaration;

import java.util.List;

/** Checks how a feature decays. */
final class DecayCheck {
  private final Findings findings;

  DecayCheck(Findings findings) {
    this.findings = findings;
  }

  void check(String path, AggregateFeature feature) {
    String halfLife = path + "." + Decay.SETTING;
    List<String> declared = feature.settings().values().get(Decay.SETTING);
    if (declared == null) {
      findings.report(halfLife, "missing, allowed: " + Decay.ALLOWED);
    } else if (Decay.of(feature.settings()).isEmpty()) {
      findings.report(halfLife, Refusal.value(String.join(", ", declared), Decay.ALLOWED));
    } else if (feature.window().isEmpty() && !findings.isFaulty(path + ".resolution")) {
      findings.report(
          path + ".window",
          "missing; "
              + feature.function().declaredName()
              + " needs one, such as its 40 half-lives");
    }
  }
}
