package dev.tandem.infra.report;

import dev.tandem.infra.page.Block;
import dev.tandem.infra.page.Chart;
import dev.tandem.infra.page.LineChart;
import dev.tandem.infra.page.LineChart.Point;
import dev.tandem.infra.page.NumberText;
import dev.tandem.infra.page.PageTable;
import dev.tandem.infra.page.PageTable.Row;
import dev.tandem.infra.page.Section;
import dev.tandem.training.EpochReport;
import dev.tandem.training.metric.Metric;
import dev.tandem.training.metric.TaskMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** How the tasks got on from epoch to epoch. */
final class LearningSection {
  static final String HEADING = "Learning curves";

  /** What is shown of a task beside its loss: the first of them that it has. */
  private static final List<Metric> SHOWN = List.of(Metric.AUC, Metric.ACCURACY, Metric.RMSE);

  private final RunReport.Learnt learnt;
  private final List<String> tasks;

  /** The section of a training of some tasks, in their order. */
  LearningSection(RunReport.Learnt learnt, List<String> tasks) {
    this.learnt = learnt;
    this.tasks = tasks;
  }

  Section section() {
    List<Chart> charts = new ArrayList<>();
    for (int task = 0; task < tasks.size(); task++) {
      charts.add(loss(task));
      metric(task).ifPresent(charts::add);
    }
    return new Section(
        HEADING,
        "The loss of a task on the training rows, and of one that happens or not on the validation"
            + " rows as well; beside it the metric of the validation rows. The dotted line is the"
            + " best epoch, whose weights were published. A validation loss that rises while the"
            + " other falls means that the model learns by heart.",
        List.of(new Block.Charts(charts)));
  }

  private Chart loss(int task) {
    LineChart chart = LineChart.byPlace("epoch");
    chart.line("training", task, points(epoch -> epoch.losses().get(task)));
    boolean hasBoth = learnt.epochs().stream().anyMatch(epoch -> isSameMeasure(epoch, task));
    if (hasBoth) {
      chart.dashed("validation", task, points(epoch -> validation(epoch, task, Metric.LOG_LOSS)));
    }
    List<String> head =
        hasBoth ? List.of("epoch", "training", "validation") : List.of("epoch", "training");
    return chart
        .at(learnt.bestEpoch(), "best")
        .chart(tasks.get(task) + ": loss", "small", PageTable.of(head, losses(task, hasBoth)));
  }

  /** True if the log loss of the validation rows is what the training minimises. */
  private static boolean isSameMeasure(EpochReport epoch, int task) {
    return !epoch.validation().isEmpty()
        && epoch.validation().get(task).value(Metric.LOG_LOSS).isPresent()
        && epoch.validation().get(task).value(Metric.RMSE).isEmpty();
  }

  private List<Row> losses(int task, boolean hasBoth) {
    List<Row> rows = new ArrayList<>();
    for (EpochReport epoch : learnt.epochs()) {
      List<String> numbers = new ArrayList<>();
      numbers.add(NumberText.fixed(epoch.losses().get(task), 5));
      if (hasBoth) {
        numbers.add(NumberText.fixed(validation(epoch, task, Metric.LOG_LOSS), 5));
      }
      rows.add(Row.of(String.valueOf(epoch.epoch()), numbers));
    }
    return rows;
  }

  private Optional<Chart> metric(int task) {
    return SHOWN.stream()
        .filter(
            metric ->
                learnt.epochs().stream()
                    .anyMatch(epoch -> !Double.isNaN(validation(epoch, task, metric))))
        .findFirst()
        .map(metric -> metric(task, metric));
  }

  private Chart metric(int task, Metric metric) {
    String name = MetricText.name(metric);
    return LineChart.byPlace("epoch")
        .line("validation", task, points(epoch -> validation(epoch, task, metric)))
        .at(learnt.bestEpoch(), "best")
        .chart(
            tasks.get(task) + ": " + name,
            "small",
            PageTable.of(
                List.of("epoch", name),
                learnt.epochs().stream()
                    .map(
                        epoch ->
                            Row.of(
                                String.valueOf(epoch.epoch()),
                                NumberText.fixed(validation(epoch, task, metric), 5)))
                    .toList()));
  }

  private List<Point> points(ToDoubleFunction<EpochReport> value) {
    return learnt.epochs().stream()
        .map(epoch -> new Point(epoch.epoch(), value.applyAsDouble(epoch)))
        .toList();
  }

  private static double validation(EpochReport epoch, int task, Metric metric) {
    List<TaskMetrics> metrics = epoch.validation();
    OptionalDouble value =
        metrics.isEmpty() ? OptionalDouble.empty() : metrics.get(task).value(metric);
    return value.orElse(Double.NaN);
  }
}
