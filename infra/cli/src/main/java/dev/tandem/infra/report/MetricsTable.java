package dev.tandem.infra.report;

import dev.tandem.infra.page.NumberText;
import dev.tandem.infra.page.PageTable;
import dev.tandem.infra.page.PageTable.Cell;
import dev.tandem.infra.page.PageTable.Row;
import dev.tandem.training.metric.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A row for each task with what it is measured by. */
final class MetricsTable {
  private static final String CALIBRATION = Metric.CALIBRATION.declaredName();

  /** What stands in the first screen; the rest is in the JSON. */
  private static final List<Metric> SHORT =
      List.of(
          Metric.AUC,
          Metric.GAUC,
          Metric.PR_AUC,
          Metric.LOG_LOSS,
          Metric.CALIBRATION,
          Metric.ECE,
          Metric.QUADRATIC_KAPPA,
          Metric.RMSE,
          Metric.R2,
          Metric.GINI);

  private final List<Measured> tasks;
  private final List<Metric> metrics;

  /**
   * A table of tasks.
   *
   * @param allowed the metrics that may stand in it, in order; those that no task has do not
   */
  private MetricsTable(List<Measured> tasks, List<Metric> allowed) {
    this.tasks = tasks;
    this.metrics =
        allowed.stream()
            .filter(
                metric ->
                    tasks.stream()
                        .anyMatch(task -> task.metrics().containsKey(metric.declaredName())))
            .toList();
  }

  /**
   * A task with its numbers.
   *
   * @param achievable the AUC of the true probabilities, if they are known
   * @param shareOfLift how much of the AUC's lift over chance was reached
   */
  record Measured(
      String title,
      int rows,
      int positives,
      Map<String, Double> metrics,
      OptionalDouble achievable,
      OptionalDouble shareOfLift) {}

  /** The table with the metrics that people look at first. */
  static PageTable inShort(List<Measured> tasks) {
    return new MetricsTable(tasks, SHORT).table();
  }

  /** The table with all metrics. */
  static PageTable whole(List<Measured> tasks) {
    return new MetricsTable(tasks, List.of(Metric.values())).table();
  }

  private PageTable table() {
    boolean isTruthKnown = tasks.stream().anyMatch(task -> task.achievable().isPresent());
    List<String> head = new ArrayList<>(List.of("task", "rows", "positives"));
    metrics.forEach(metric -> head.add(MetricText.name(metric)));
    if (isTruthKnown) {
      head.add("achievable AUC");
      head.add("share of its lift");
    }
    return PageTable.of(head, tasks.stream().map(task -> row(task, isTruthKnown)).toList());
  }

  private Row row(Measured task, boolean isTruthKnown) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.number(NumberText.count(task.rows())));
    cells.add(Cell.number(task.positives() == 0 ? "" : NumberText.count(task.positives())));
    for (Metric metric : metrics) {
      Double value = task.metrics().get(metric.declaredName());
      cells.add(Cell.number(value == null ? "" : NumberText.measure(value)));
    }
    if (isTruthKnown) {
      cells.add(Cell.number(NumberText.measure(task.achievable().orElse(Double.NaN))));
      cells.add(
          task.shareOfLift().isEmpty()
              ? Cell.number("")
              : Cell.bar(
                  NumberText.percent(task.shareOfLift().getAsDouble()),
                  task.shareOfLift().getAsDouble()));
    }
    return new Row(task.title(), cells);
  }

  /** A sentence for each task whose predictions are too high or too low by a tenth or more. */
  static List<String> miscalibrated(List<Measured> tasks) {
    List<String> found = new ArrayList<>();
    for (Measured task : tasks) {
      double ratio = task.metrics().getOrDefault(CALIBRATION, 1.0);
      if (Math.abs(ratio - 1) >= 0.1) {
        found.add(
            "%s: the predictions add up to %s times what came true, so they are %s as probabilities; the order of the rows is not touched by that."
                .formatted(
                    task.title(), NumberText.fixed(ratio, 2), ratio > 1 ? "too high" : "too low"));
      }
    }
    return found;
  }
}
