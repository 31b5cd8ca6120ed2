package dev.tandem.infra.cli;

import dev.tandem.infra.audit.AuditReport;
import dev.tandem.infra.audit.ServiceAudit;
import dev.tandem.infra.job.TandemHome;
import dev.tandem.infra.report.RunReport;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The last lines of a run: what a person wants to know first. */
final class RunSummary {
  private final PrintWriter out;
  private final Optional<AuditReport> audit;

  private RunSummary(PrintWriter out, Optional<AuditReport> audit) {
    this.out = out;
    this.audit = audit;
  }

  RunSummary(PrintWriter out) {
    this(out, Optional.empty());
  }

  /** The same with what an audit of the served log found. */
  RunSummary with(AuditReport found) {
    return new RunSummary(out, Optional.of(found));
  }

  /** Prints what was found, where it is written down, and what to do next. */
  void print(RunReport report, TandemHome home, String next) {
    out.println();
    print(report.allRows());
    report.tasks().forEach(this::print);
    report.parity().ifPresent(this::print);
    report
        .predict()
        .ifPresent(
            predict ->
                line(
                    "predict   %d candidates through HTTP: %.1f ms (median)",
                    predict.candidates(), predict.p50Millis()));
    audit.ifPresent(found -> found.services().forEach(this::print));
    out.println("report    " + home.readableReport() + " (for programs: " + home.report() + ")");
    out.println("next      " + next);
    out.flush();
  }

  private void print(RunReport.SourceRows rows) {
    line(
        "rows      %,d read = %,d used + %,d duplicate + %,d late + %s%,d dead-letter",
        rows.read(),
        rows.used(),
        rows.duplicate(),
        rows.late(),
        rows.expired() == 0 ? "" : String.format(Locale.ROOT, "%,d expired + ", rows.expired()),
        rows.deadLetter());
  }

  private void print(RunReport.TaskResult task) {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-9s ", task.name()));
    if (!task.metrics().containsKey("auc") && !task.metrics().containsKey("rmse")) {
      out.println(text.append(nothingToMeasure(task)));
      return;
    }
    append(text, task, "auc", "AUC");
    append(text, task, "rmse", "RMSE");
    OptionalDouble share = task.shareOfLift();
    if (share.isPresent()) {
      text.append(
          String.format(
              Locale.ROOT, ": %.1f %% of the achievable lift", 100 * share.getAsDouble()));
    }
    text.append(
        String.format(
            Locale.ROOT,
            task.metrics().containsKey("auc")
                ? " (%,d of %,d test rows are positive)"
                : " (%2$,d test rows)",
            task.positives(),
            task.rows()));
    out.println(text);
  }

  /** A task without a metric has mostly learnt nothing, so it says more than a number of rows. */
  private static String nothingToMeasure(RunReport.TaskResult task) {
    if (task.rows() == 0) {
      return "nothing to measure: no test row has this label";
    }
    return String.format(
        Locale.ROOT,
        "no AUC: %s of %,d test rows is positive; does its label look at the right events?",
        task.positives() == 0 ? "none" : "each",
        task.rows());
  }

  private static void append(
      StringBuilder text, RunReport.TaskResult task, String metric, String label) {
    if (!task.metrics().containsKey(metric)) {
      return;
    }
    text.append(String.format(Locale.ROOT, "%s %.4f", label, task.metrics().get(metric)));
    if (task.achievable().containsKey(metric)) {
      text.append(String.format(Locale.ROOT, ", achievable %.4f", task.achievable().get(metric)));
    }
  }

  private void print(RunReport.Parity parity) {
    line(
        "parity    %,d rows x %d features, online against offline, bit for bit: %,d mismatches",
        parity.rows(), parity.features(), parity.mismatches());
    parity.examples().stream().limit(3).forEach(example -> out.println("          " + example));
  }

  private void print(ServiceAudit audit) {
    line(
        "audit     %,d served rows x %d features, recomputed from the log of events: %,d mismatches",
        audit.rows(), audit.features().size(), audit.faults());
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
