package dev.tandem.infra.report;

import dev.tandem.infra.page.Block;
import dev.tandem.infra.page.NumberText;
import dev.tandem.infra.page.Page;
import dev.tandem.infra.page.Section;
import dev.tandem.training.explain.Explanation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a person reads of a run, in a minute. */
final class RunPage {
  private static final int MOST_FINDINGS = 8;

  private final RunReport report;
  private final List<String> tasks;

  RunPage(RunReport report) {
    this.report = report;
    this.tasks = report.tasks().stream().map(RunReport.TaskResult::name).toList();
  }

  Page page() {
    List<Section> sections = new ArrayList<>();
    sections.add(inShort());
    sections.add(new LearningSection(report.learnt(), tasks).section());
    sections.addAll(
        report
            .learnt()
            .evaluation()
            .map(evaluation -> new EvaluationCharts(evaluation).sections())
            .orElseGet(
                () -> EvaluationCharts.leftOut("The split has no test rows to measure on.")));
    explanation().ifPresent(found -> sections.addAll(explained(found)));
    sections.add(new RowsSection(report).section());
    report.predict().ifPresent(predict -> sections.add(serving(predict)));
    return new Page("Model " + report.model() + " of " + report.project(), lead(), sections);
  }

  private Optional<Explanation> explanation() {
    return report.learnt().explanation();
  }

  private String lead() {
    String way =
        report.predict().isPresent()
            ? "From the log to served predictions"
            : "From rows to a model";
    return "%s in %s seconds: %s tasks by %s, learnt from %s rows in %s epochs, of which number %s was the best."
        .formatted(
            way,
            NumberText.fixed(report.seconds(), 0),
            report.tasks().size(),
            report.learnt().architecture(),
            NumberText.count(report.training().train()),
            report.training().epochs(),
            report.learnt().bestEpoch());
  }

  private Section inShort() {
    List<Block> blocks = new ArrayList<>();
    report.parity().ifPresent(parity -> blocks.add(verdict(parity)));
    blocks.add(new Block.Tables(List.of(MetricsTable.inShort(measured()))));
    blocks.add(new Block.Findings(findings()));
    boolean isTruthKnown = report.tasks().stream().anyMatch(t -> t.shareOfLift().isPresent());
    return new Section(
        "In short",
        "How well the test rows are predicted, which the model has not seen."
            + (isTruthKnown
                ? " The achievable AUC is that of the true probabilities on the same rows; the lift is"
                    + " what an AUC has above 0.5, which is chance."
                : ""),
        blocks);
  }

  private List<MetricsTable.Measured> measured() {
    return report.tasks().stream()
        .map(
            task ->
                new MetricsTable.Measured(
                    task.name(),
                    task.rows(),
                    task.positives(),
                    task.metrics(),
                    task.achievable().containsKey("auc")
                        ? OptionalDouble.of(task.achievable().get("auc"))
                        : OptionalDouble.empty(),
                    task.shareOfLift()))
        .toList();
  }

  private List<String> findings() {
    List<String> found = new ArrayList<>(MetricsTable.miscalibrated(measured()));
    RunReport.Learnt learnt = report.learnt();
    boolean isChosen = learnt.epochs().stream().noneMatch(epoch -> Double.isNaN(epoch.score()));
    if (isChosen && learnt.epochs().size() > 1 && learnt.bestEpoch() == learnt.epochs().size()) {
      found.add("The last epoch was the best: more epochs may help.");
    }
    explanation()
        .ifPresent(
            explanation -> {
              found.addAll(new AgreementSection(explanation.agreement(), tasks).findings());
              found.addAll(gates(explanation).findings());
              found.addAll(new ImportanceSection(explanation, tasks).findings());
            });
    return found.stream().limit(MOST_FINDINGS).toList();
  }

  private GateSection gates(Explanation explanation) {
    return new GateSection(report.learnt().architecture(), explanation.gates());
  }

  private List<Section> explained(Explanation explanation) {
    return List.of(
        new ImportanceSection(explanation, tasks).section(),
        gates(explanation).section(),
        new AgreementSection(explanation.agreement(), tasks).section(),
        new NeighbourSection(explanation.neighbourhoods()).section());
  }

  private static Block verdict(RunReport.Parity parity) {
    boolean isSame = parity.mismatches() == 0;
    return new Block.Verdict(
        isSame ? "good" : "bad",
        isSame
            ? "Trained and served on the same numbers."
            : NumberText.count(parity.mismatches()) + " values differ.",
        "%s feature values (%s rows of %s features) read from the online store were compared bit for bit with what the pipelines compute for the same instants: %s differ."
            .formatted(
                NumberText.count((long) parity.rows() * parity.features()),
                NumberText.count(parity.rows()),
                NumberText.count(parity.features()),
                NumberText.count(parity.mismatches())),
        isSame ? List.of() : parity.examples());
  }

  private static Section serving(RunReport.Predict predict) {
    return new Section(
        "Serving",
        "",
        List.of(
            new Block.Paragraph(
                "A request through HTTP with %s candidates, features and all tasks included, took %s ms in the middle and %s ms at the 99th percentile of %s requests."
                    .formatted(
                        NumberText.count(predict.candidates()),
                        NumberText.fixed(predict.p50Millis(), 1),
                        NumberText.fixed(predict.p99Millis(), 1),
                        NumberText.count(predict.calls())))));
  }
}
