package dev.tandem.infra.report;

import dev.tandem.features.search.SearchSpace;
import dev.tandem.infra.page.Block;
import dev.tandem.infra.page.NumberText;
import dev.tandem.infra.page.Page;
import dev.tandem.infra.page.PageTable;
import dev.tandem.infra.page.PageTable.Cell;
import dev.tandem.infra.page.PageTable.Row;
import dev.tandem.infra.page.Section;
import dev.tandem.training.TrainingReport;
import dev.tandem.training.tuning.Trial;
import dev.tandem.training.tuning.TrialResult;
import dev.tandem.training.tuning.TuningReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a search has tried and found, for people. */
public final class TuningPage {
  private final TuningReport found;
  private final TrainingReport trained;
  private final SearchSpace space;
  private final String declaration;

  /**
   * The page of a search.
   *
   * @param trained the training with the best settings
   * @param declaration of the best settings, as YAML
   */
  public TuningPage(
      TuningReport found, TrainingReport trained, SearchSpace space, String declaration) {
    this.found = found;
    this.trained = trained;
    this.space = space;
    this.declaration = declaration;
  }

  /** The bytes of the page. */
  public byte[] toHtml() {
    TrialCharts charts = new TrialCharts(found.results(), space);
    return new Page(
            "Search for better settings of " + trained.model(),
            lead(),
            List.of(inShort(), charts.settings(), charts.curves(), trials()))
        .toHtml();
  }

  private String lead() {
    return "%s trials, judged by their validation rows alone; the best is %s with a score of %s."
        .formatted(
            NumberText.count(found.results().size()),
            name(found.bestResult()),
            NumberText.fixed(found.bestResult().score(), 5));
  }

  private Section inShort() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Findings(List.of(gain())));
    blocks.add(
        new Block.Tables(
            List.of(
                MetricsTable.inShort(
                    trained.test().stream()
                        .map(
                            task ->
                                new MetricsTable.Measured(
                                    task.task(),
                                    task.rows(),
                                    task.positives(),
                                    task.values(),
                                    OptionalDouble.empty(),
                                    OptionalDouble.empty()))
                        .toList()))));
    if (found.best().number() != Trial.DECLARED) {
      blocks.add(
          new Block.Paragraph("The settings of the best, for models." + trained.model() + ":"));
      blocks.add(new Block.Code(declaration));
    }
    return new Section(
        "In short",
        "The table is of the best trial on the test rows, which the search has not looked at.",
        blocks);
  }

  private String gain() {
    Optional<TrialResult> declared =
        found.results().stream().filter(r -> r.trial() == Trial.DECLARED).findFirst();
    if (found.best().number() == Trial.DECLARED) {
      return "No trial is better than the model as it is declared.";
    }
    return declared
        .filter(result -> !result.failed() && result.bestEpoch() > 0)
        .map(
            result ->
                "The declared model has a score of %s; the best trial gains %s."
                    .formatted(
                        NumberText.fixed(result.score(), 5),
                        NumberText.signed(found.bestResult().score() - result.score(), 5)))
        .orElse("The declared model came to no score.");
  }

  private Section trials() {
    List<String> paths =
        space.dimensions().stream().map(dimension -> dimension.setting().path()).toList();
    List<String> head = new ArrayList<>(List.of("trial", "score", "epochs", "seconds"));
    head.addAll(paths);
    head.add("failure");
    List<Row> rows = new ArrayList<>();
    for (TrialResult result : found.results()) {
      List<Cell> cells = new ArrayList<>();
      boolean hasScore = !result.failed() && result.bestEpoch() > 0;
      cells.add(Cell.number(hasScore ? NumberText.fixed(result.score(), 5) : ""));
      cells.add(Cell.number(String.valueOf(result.scores().size())));
      cells.add(Cell.number(NumberText.fixed(result.seconds(), 1)));
      paths.forEach(
          path -> cells.add(Cell.number(result.settings().getOrDefault(path, "as declared"))));
      cells.add(Cell.words(result.failure()));
      rows.add(new Row(name(result), cells));
    }
    return new Section(
        "Trials",
        "The best first; those that were given up after fewer epochs stand below those that went"
            + " further.",
        List.of(new Block.Tables(List.of(PageTable.of(head, rows)))));
  }

  static String name(TrialResult result) {
    return result.trial() == Trial.DECLARED ? "the declared model" : "trial " + result.trial();
  }
}
