package dev.tandem.infra.cli;

import dev.tandem.training.evaluation.Evaluation;
import java.io.PrintWriter;
import java.util.Locale;

/** An evaluation for people. */
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
    MetricTable table = new MetricTable();
    evaluation.tasks().forEach(task -> table.add(task.title(), task.metrics()));
    table.print(out);
    if (evaluation.tasks().stream().anyMatch(task -> task.given().isPresent())) {
      out.printf("%n\"a | b\": among the rows where b happened, by the probability p(a) / p(b)%n");
    }
  }
}
