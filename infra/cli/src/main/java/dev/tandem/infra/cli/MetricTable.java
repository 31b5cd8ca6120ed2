package dev.tandem.infra.cli;

import dev.tandem.training.metric.Metric;
import dev.tandem.training.metric.TaskMetrics;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Metrics for people: a column for each task and sample space, a line for each metric. */
final class MetricTable {
  private static final int NUMBER_WIDTH = 9;

  private final List<String> titles = new ArrayList<>();
  private final List<TaskMetrics> columns = new ArrayList<>();

  /** A table with a column for each task. */
  static MetricTable of(List<TaskMetrics> tasks) {
    MetricTable table = new MetricTable();
    tasks.forEach(task -> table.add(task.task(), task));
    return table;
  }

  void add(String title, TaskMetrics metrics) {
    titles.add(title);
    columns.add(metrics);
  }

  void print(PrintWriter out) {
    StringBuilder head = new StringBuilder(name(""));
    titles.forEach(title -> head.append(cell(title, title)));
    out.println(head);
    line(out, "rows", task -> count(task.rows()));
    line(out, "positives", task -> task.positives() == 0 ? "" : count(task.positives()));
    for (Metric metric : Metric.values()) {
      if (columns.stream().anyMatch(task -> task.value(metric).isPresent())) {
        line(out, metric.declaredName(), task -> number(task.value(metric)));
      }
    }
  }

  private void line(PrintWriter out, String name, Function<TaskMetrics, String> value) {
    StringBuilder line = new StringBuilder(name(name));
    for (int i = 0; i < titles.size(); i++) {
      line.append(cell(titles.get(i), value.apply(columns.get(i))));
    }
    out.println(line.toString().stripTrailing());
  }

  private static String name(String name) {
    return String.format(Locale.ROOT, "%-18s", name);
  }

  private static String cell(String title, String value) {
    int width = Math.max(NUMBER_WIDTH, title.length());
    return String.format(Locale.ROOT, "  %" + width + "s", value);
  }

  private static String count(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : "";
  }
}
