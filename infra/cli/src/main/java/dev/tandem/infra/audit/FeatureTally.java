package dev.tandem.infra.audit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Counts the verdicts on one feature, and keeps some examples of each. Not thread-safe. */
final class FeatureTally {
  private final String feature;
  private final int mostExamples;
  private final Map<Verdict, Long> rows = new EnumMap<>(Verdict.class);
  private final Map<Verdict, List<FeatureAudit.Example>> examples = new EnumMap<>(Verdict.class);

  /** A tally that keeps so many examples of each verdict. */
  FeatureTally(String feature, int mostExamples) {
    this.feature = feature;
    this.mostExamples = mostExamples;
  }

  void add(Verdict verdict, Supplier<FeatureAudit.Example> example) {
    rows.merge(verdict, 1L, Long::sum);
    if (verdict != Verdict.EQUAL) {
      List<FeatureAudit.Example> kept = examples.computeIfAbsent(verdict, all -> new ArrayList<>());
      if (kept.size() < mostExamples) {
        kept.add(example.get());
      }
    }
  }

  FeatureAudit audit() {
    return new FeatureAudit(
        feature, rows, examples.values().stream().flatMap(List::stream).toList());
  }
}
