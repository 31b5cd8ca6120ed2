package dev.tandem.infra.cli;

import dev.tandem.training.comparison.Comparison;
import dev.tandem.training.comparison.Gain;
import dev.tandem.training.metric.Metric;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/** A comparison for people; programs get the metrics that are left out here. */
final class ComparisonTable {
  private static final Set<Metric> SHOWN =
      EnumSet.of(
          Metric.AUC,
          Metric.GAUC,
          Metric.LOG_LOSS,
          Metric.QUADRATIC_KAPPA,
          Metric.RMSE,
          Metric.GINI);

  private final Comparison comparison;

  ComparisonTable(Comparison comparison) {
    this.comparison = comparison;
  }

  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "model %s: %s against %s, test rows, means over the seeds %s%n%n",
        comparison.model(),
        comparison.candidate(),
        comparison.baseline(),
        comparison.seeds());
    out.printf(
        Locale.ROOT,
        "%-12s %-16s %15s %15s %9s %9s %8s%n",
        "task",
        "metric",
        comparison.baseline(),
        comparison.candidate(),
        "gain",
        "deviation",
        "p");
    comparison.gains().stream()
        .filter(gain -> SHOWN.contains(gain.metric()))
        .forEach(gain -> out.println(line(gain).stripTrailing()));
    comparison
        .meanRelativeGain()
        .ifPresent(
            gain ->
                out.printf(
                    Locale.ROOT,
                    "%nmean relative gain over all tasks and metrics: %+.2f %%%n",
                    100 * gain));
    out.println(
        "gain: positive is better; p: how often chance alone would give as much (paired t-test)");
  }

  private static String line(Gain gain) {
    return String.format(
        Locale.ROOT,
        "%-12s %-16s %15.4f %15.4f %+9.4f %9.4f %8s",
        gain.task(),
        gain.metric().declaredName(),
        gain.baseline(),
        gain.candidate(),
        gain.gain().mean(),
        gain.gain().deviation(),
        probability(gain.gain().probability()));
  }

  private static String probability(OptionalDouble p) {
    if (p.isEmpty()) {
      return "";
    }
    return p.getAsDouble() < 0.001
        ? "< 0.001"
        : String.format(Locale.ROOT, "%.3f", p.getAsDouble());
  }
}
