package dev.tandem.infra.cli;

import dev.tandem.infra.audit.AuditReport;
import dev.tandem.infra.audit.FeatureAudit;
import dev.tandem.infra.audit.FeatureDrift;
import dev.tandem.infra.audit.ServedVersion;
import dev.tandem.infra.audit.ServiceAudit;
import dev.tandem.infra.audit.TaskCalibration;
import dev.tandem.infra.audit.Verdict;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An audit for people: a line for each feature, then what differs, then how predictions fit. */
final class AuditText {
  private static final int NUMBER_WIDTH = 10;
  private static final int SHORT_VERSION = 12;

  private final PrintWriter out;

  AuditText(PrintWriter out) {
    this.out = out;
  }

  void print(AuditReport report) {
    report.services().forEach(this::print);
    long faults = report.services().stream().mapToLong(ServiceAudit::faults).sum();
    long refused = report.services().stream().mapToLong(ServiceAudit::refused).sum();
    line(
        "audit     %,d mismatches in %s%s",
        faults,
        report.log(),
        refused == 0 ? "" : String.format(Locale.ROOT, ", %,d rows not recomputed", refused));
    out.flush();
  }

  private void print(ServiceAudit audit) {
    out.println();
    line(
        "service %s: %,d rows in %,d files, recomputed by version %s",
        audit.service(), audit.rows(), audit.files(), shortened(audit.version()));
    audit.versions().stream().filter(v -> !v.isDeclared()).forEach(this::print);
    audit.notes().forEach(note -> line("note: %s", note));
    out.println();
    printFeatures(audit);
    printExamples(audit);
    printCalibration(audit.calibration());
    out.println();
  }

  private void print(ServedVersion version) {
    line(
        "%,d rows were served by version %s; %s",
        version.rows(), shortened(version.version()), explanation(version));
    version.changes().forEach(change -> out.println("  " + change));
  }

  private static String explanation(ServedVersion version) {
    if (!version.isRegistered()) {
      return "the registry does not know it, so what has changed since cannot be said";
    }
    return version.changes().isEmpty() ? "nothing has changed since" : "changed since:";
  }

  private void printFeatures(ServiceAudit audit) {
    Map<String, FeatureDrift> drifts =
        audit.drift().stream().collect(Collectors.toMap(FeatureDrift::feature, d -> d));
    int width = audit.features().stream().mapToInt(f -> f.feature().length()).max().orElse(0);
    StringBuilder head = new StringBuilder(padded("feature", width));
    for (Verdict verdict : Verdict.values()) {
      head.append(cell(verdict.word()));
    }
    if (!drifts.isEmpty()) {
      head.append(cell("psi")).append(cell("drift")).append(cell("nulls")).append(cell("outside"));
    }
    out.println(head);
    for (FeatureAudit feature : audit.features()) {
      StringBuilder line = new StringBuilder(padded(feature.feature(), width));
      for (Verdict verdict : Verdict.values()) {
        line.append(cell(String.format(Locale.ROOT, "%,d", feature.rows(verdict))));
      }
      FeatureDrift drift = drifts.get(feature.feature());
      if (drift != null) {
        line.append(cell(number(drift.psi())))
            .append(cell(drift.word()))
            .append(cell(difference(drift.servedNulls() - drift.trainingNulls())))
            .append(cell(percent(drift.outside())));
      }
      out.println(line);
    }
    audit
        .trainingSet()
        .ifPresent(
            set ->
                line(
                    "drift is against training set %s: nulls is how many points more of the served"
                        + " rows have no value, outside the share of values it has nothing like",
                    set));
  }

  private void printExamples(ServiceAudit audit) {
    for (FeatureAudit feature : audit.features()) {
      if (!feature.examples().isEmpty()) {
        out.println();
        out.println(feature.feature());
        feature.examples().forEach(example -> out.println("  " + example));
      }
    }
  }

  private void printCalibration(List<TaskCalibration> tasks) {
    if (tasks.isEmpty()) {
      return;
    }
    out.println();
    List<String> titles = List.of("rows", "predicted", "happened", "ratio", "ece");
    List<Function<TaskCalibration, String>> values = new ArrayList<>();
    values.add(task -> String.format(Locale.ROOT, "%,d", task.rows()));
    values.add(task -> number(task.predicted()));
    values.add(task -> number(task.happened()));
    values.add(task -> number(task.ratio()));
    values.add(task -> number(task.error()));
    List<String> names =
        tasks.stream()
            .map(t -> t.task() + " (" + t.model() + " " + t.modelVersion() + ")")
            .toList();
    int width = names.stream().mapToInt(String::length).max().orElse(0);
    out.println(
        padded("calibration", width)
            + titles.stream().map(AuditText::cell).collect(Collectors.joining()));
    for (int i = 0; i < tasks.size(); i++) {
      TaskCalibration task = tasks.get(i);
      out.println(
          padded(names.get(i), width)
              + values.stream().map(v -> cell(v.apply(task))).collect(Collectors.joining()));
    }
  }

  private static String shortened(String version) {
    return version.length() <= SHORT_VERSION ? version : version.substring(0, SHORT_VERSION);
  }

  private static String padded(String text, int width) {
    return String.format(Locale.ROOT, "%-" + Math.max(1, width) + "s", text);
  }

  private static String cell(String text) {
    return String.format(Locale.ROOT, "  %" + NUMBER_WIDTH + "s", text);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : "";
  }

  private static String difference(double share) {
    return String.format(Locale.ROOT, "%+.1f", 100 * share);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
