package dev.tandem.infra.job;

import dev.tandem.infra.page.HtmlText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The bytes of {@code report.html}: what a person reads of a run, in a minute, offline. */
final class ReportPage {

  private final StringBuilder html = new StringBuilder(8192);

  private ReportPage() {}

  static byte[] write(RunReport report) {
    return new ReportPage().page(report).getBytes(StandardCharsets.UTF_8);
  }

  private String page(RunReport report) {
    html.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>Tandem: ")
        .append(HtmlText.escaped(report.project()))
        .append("</title>\n<style>\n")
        .append(HtmlText.STYLE)
        .append("</style></head><body>\n<h1>")
        .append(HtmlText.escaped(report.project() + ", model " + report.model()))
        .append("</h1>\n<p class=\"lead\">From ")
        .append(report.predict().isPresent() ? "the log to served predictions" : "rows to a model")
        .append(" in ")
        .append(number(report.seconds(), 0))
        .append(" seconds.</p>\n");
    report.parity().ifPresent(this::parity);
    tasks(report.tasks());
    rows(report);
    training(report.training());
    report.predict().ifPresent(this::predict);
    return html.append("</body></html>\n").toString();
  }

  private void parity(RunReport.Parity parity) {
    boolean same = parity.mismatches() == 0;
    html.append("<div class=\"verdict ")
        .append(same ? "good\"><b>Trained and served on the same numbers.</b> " : "bad\"><b>")
        .append(same ? "" : count(parity.mismatches()) + " values differ.</b> ")
        .append(count((long) parity.rows() * parity.features()))
        .append(" feature values (")
        .append(count(parity.rows()))
        .append(" rows of ")
        .append(count(parity.features()))
        .append(" features) read from the online store were compared bit for bit with what the")
        .append(" pipelines compute for the same instants: ")
        .append(count(parity.mismatches()))
        .append(" differ.");
    if (!same) {
      html.append("<ul>");
      parity
          .examples()
          .forEach(e -> html.append("<li>").append(HtmlText.escaped(e)).append("</li>"));
      html.append("</ul>");
    }
    html.append("</div>\n");
  }

  private void tasks(List<RunReport.TaskResult> tasks) {
    boolean truth = tasks.stream().anyMatch(task -> task.shareOfLift().isPresent());
    html.append("<h2>What the model learnt</h2>\n<table><tr>");
    cells("th", "task", "test rows", "positives", "AUC", "log loss", "RMSE");
    if (truth) {
      cells("th", "achievable AUC", "share of the achievable lift", "");
    }
    html.append("</tr>\n");
    for (RunReport.TaskResult task : tasks) {
      html.append("<tr>");
      cells(
          "td",
          task.name(),
          count(task.rows()),
          task.metrics().containsKey("rmse") ? "" : count(task.positives()),
          metric(task.metrics(), "auc"),
          metric(task.metrics(), "log_loss"),
          metric(task.metrics(), "rmse"));
      if (truth) {
        achievable(task);
      }
      html.append("</tr>\n");
    }
    html.append("</table>\n");
    if (truth) {
      html.append("<p class=\"lead\">The achievable AUC is that of the true probabilities on the")
          .append(" same rows. The lift is what an AUC has above 0.5, which is chance.</p>\n");
    }
  }

  private void achievable(RunReport.TaskResult task) {
    cells("td", metric(task.achievable(), "auc"));
    if (task.shareOfLift().isEmpty()) {
      cells("td", "", "");
      return;
    }
    double percent = 100 * task.shareOfLift().getAsDouble();
    cells("td", number(percent, 1) + " %");
    html.append("<td><div class=\"bar\"><div style=\"width:")
        .append(number(Math.max(0, Math.min(100, percent)), 1))
        .append("%\"></div></div></td>");
  }

  private void rows(RunReport report) {
    html.append("<h2>What became of the rows</h2>\n<table><tr>");
    cells("th", "source", "read", "used", "duplicate", "late", "expired", "dead letters");
    html.append("</tr>\n");
    report.sources().forEach(this::rows);
    if (report.sources().size() > 1) {
      rows(report.allRows());
    }
    html.append("</table>\n");
  }

  private void rows(RunReport.SourceRows rows) {
    html.append("<tr>");
    cells(
        "td",
        rows.source(),
        count(rows.read()),
        count(rows.used()),
        count(rows.duplicate()),
        count(rows.late()),
        count(rows.expired()),
        count(rows.deadLetter()));
    html.append("</tr>\n");
  }

  private void training(RunReport.TrainingRows training) {
    html.append("<h2>Training</h2>\n<p>")
        .append(count(training.rows()))
        .append(" rows with known labels (")
        .append(count(training.immature()))
        .append(" more are too recent), split by time: ")
        .append(count(training.train()))
        .append(" to train, ")
        .append(count(training.validation()))
        .append(" to validate, ")
        .append(count(training.test()))
        .append(" to test; ")
        .append(count(training.epochs()))
        .append(" epochs in ")
        .append(number(training.seconds(), 1))
        .append(" seconds.</p>\n");
  }

  private void predict(RunReport.Predict predict) {
    html.append("<h2>Serving</h2>\n<p>A request through HTTP with ")
        .append(count(predict.candidates()))
        .append(" candidates, features and all tasks included, took ")
        .append(number(predict.p50Millis(), 1))
        .append(" ms in the middle and ")
        .append(number(predict.p99Millis(), 1))
        .append(" ms at the 99th percentile of ")
        .append(count(predict.calls()))
        .append(" requests.</p>\n");
  }

  private void cells(String element, String... texts) {
    for (String text : texts) {
      html.append('<').append(element).append('>').append(HtmlText.escaped(text));
      html.append("</").append(element).append('>');
    }
  }

  private static String metric(Map<String, Double> metrics, String name) {
    return metrics.containsKey(name) ? number(metrics.get(name), 4) : "";
  }

  private static String number(double value, int places) {
    return String.format(Locale.ROOT, "%." + places + "f", value);
  }

  private static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
