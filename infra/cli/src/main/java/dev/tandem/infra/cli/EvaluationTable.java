package dev.tandem.infra.cli;

import dev.tandem.training.evaluation.Evaluation;
import dev.tandem.training.evaluation.TaskEvaluation;
import dev.tandem.training.metric.Metric;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/** An evaluation for people: a column for each task and sample space, a line for each metric. */
final class EvaluationTable {
  private final Evaluation evaluation;

  EvaluationTable(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "model %s (%s), %s%n",
        evaluation.model(),
        evaluation.architecture(),
        evaluation.bundle());
    out.printf(
        Locale.ROOT,
        "%,d %s rows of %s%n%n",
        evaluation.rows(),
        evaluation.split().declaredName(),
        evaluation.dataset());
    line(out, "", TaskEvaluation::title);
    line(out, "rows", task -> String.format(Locale.ROOT, "%,d", task.metrics().rows()));
    line(out, "positives", EvaluationTable::positives);
    for (Metric metric : Metric.values()) {
      if (evaluation.tasks().stream().anyMatch(t -> t.metrics().value(metric).isPresent())) {
        line(out, metric.declaredName(), task -> number(task.metrics().value(metric)));
      }
    }
    if (evaluation.tasks().stream().anyMatch(task -> task.given().isPresent())) {
      out.printf("%n\"a | b\": among the rows where b happened, by the probability p(a) / p(b)%n");
    }
  }

  private static String positives(TaskEvaluation task) {
    return switch (task.task().kind()) {
      case BINARY, ZILN -> String.format(Locale.ROOT, "%,d", task.metrics().positives());
      case REGRESSION, MULTICLASS -> "";
    };
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : "";
  }

  private void line(PrintWriter out, String name, Function<TaskEvaluation, String> cell) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-18s", name));
    List<TaskEvaluation> tasks = evaluation.tasks();
    for (TaskEvaluation task : tasks) {
      int width = Math.max(9, task.title().length());
      line.append(String.format(Locale.ROOT, "  %" + width + "s", cell.apply(task)));
    }
    out.println(line.toString().stripTrailing());
  }
}
