package dev.tandem.infra.report;

import dev.tandem.infra.page.Block;
import dev.tandem.infra.page.NumberText;
import dev.tandem.infra.page.Page;
import dev.tandem.infra.page.Section;
import dev.tandem.training.evaluation.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** How well a bundle predicts the rows of a dataset, for people. */
public final class EvaluationPage {
  private final Evaluation evaluation;

  /** The page of an evaluation. */
  public EvaluationPage(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  /** The bytes of the page. */
  public byte[] toHtml() {
    List<MetricsTable.Measured> tasks =
        evaluation.tasks().stream()
            .map(
                task ->
                    new MetricsTable.Measured(
                        task.title(),
                        task.metrics().rows(),
                        task.metrics().positives(),
                        task.metrics().values(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty()))
            .toList();
    List<Section> sections = new ArrayList<>();
    sections.add(
        new Section(
            "In short",
            "Each task in its own sample space"
                + evaluation
                    .group()
                    .map(group -> "; AUC within groups is within rows of one " + group)
                    .orElse("")
                + ".",
            List.of(
                new Block.Tables(List.of(MetricsTable.inShort(tasks))),
                new Block.Findings(MetricsTable.miscalibrated(tasks)),
                new Block.More("Every metric", List.of(MetricsTable.whole(tasks))))));
    sections.addAll(new EvaluationCharts(evaluation).sections());
    return new Page("Evaluation of " + evaluation.model(), lead(), sections).toHtml();
  }

  private String lead() {
    return "The model %s (%s) in %s on %s %s rows of %s."
        .formatted(
            evaluation.model(),
            evaluation.architecture(),
            evaluation.bundle(),
            NumberText.count(evaluation.rows()),
            evaluation.split().declaredName(),
            evaluation.dataset());
  }
}
