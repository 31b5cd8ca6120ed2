package dev.tandem.infra.report;

import dev.tandem.features.search.SearchRange;
import dev.tandem.features.search.SearchSpace;
import dev.tandem.features.search.SearchSpace.Dimension;
import dev.tandem.features.search.SettingValue;
import dev.tandem.infra.page.Block;
import dev.tandem.infra.page.Chart;
import dev.tandem.infra.page.LineChart;
import dev.tandem.infra.page.LineChart.Point;
import dev.tandem.infra.page.NumberText;
import dev.tandem.infra.page.PageTable;
import dev.tandem.infra.page.PageTable.Row;
import dev.tandem.infra.page.ScatterChart;
import dev.tandem.infra.page.ScatterChart.Dot;
import dev.tandem.infra.page.Section;
import dev.tandem.training.tuning.Trial;
import dev.tandem.training.tuning.TrialResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Trials of a search as charts: what a setting does to the score, and how the scores rose. */
final class TrialCharts {
  /** A table of more columns is read by nobody. */
  private static final int MOST_COLUMNS = 12;

  private final List<TrialResult> scored;
  private final SearchSpace space;

  /**
   * Charts of results, the best first.
   *
   * @param space that the trials were drawn from
   */
  TrialCharts(List<TrialResult> results, SearchSpace space) {
    this.scored =
        results.stream().filter(result -> !result.failed() && result.bestEpoch() > 0).toList();
    this.space = space;
  }

  /** A chart for each setting: a dot for each trial. */
  Section settings() {
    List<Chart> charts =
        space.dimensions().stream()
            .filter(dimension -> !drawn(dimension).isEmpty())
            .map(this::chart)
            .toList();
    if (charts.isEmpty()) {
      return Section.leftOut("Settings", "No trial that was drawn came to a score.");
    }
    return new Section(
        "Settings",
        "A dot for each trial: the value of the setting and the trial's best score on the validation"
            + " rows. Trials that got all epochs stand apart from those that were given up. Where the"
            + " good dots gather, the setting matters; a cloud without a slope says that it does not.",
        List.of(new Block.Charts(charts)));
  }

  private List<TrialResult> drawn(Dimension dimension) {
    return scored.stream()
        .filter(result -> result.settings().containsKey(dimension.setting().path()))
        .toList();
  }

  private Chart chart(Dimension dimension) {
    String path = dimension.setting().path();
    List<TrialResult> drawn = drawn(dimension);
    int furthest = drawn.stream().mapToInt(TrialResult::budget).max().orElseThrow();
    return axes(dimension.range(), path)
        .dots("given up", 7, 8, dots(drawn, path, 0, furthest - 1))
        .dots("all epochs", 0, 11, dots(drawn, path, furthest, furthest))
        .chart(
            "Score by " + path,
            PageTable.of(
                List.of("trial", path, "score"),
                drawn.stream()
                    .sorted(Comparator.comparingInt(TrialResult::trial))
                    .map(
                        result ->
                            Row.of(
                                TuningPage.name(result),
                                result.settings().get(path),
                                NumberText.fixed(result.score(), 5)))
                    .toList()));
  }

  private static ScatterChart axes(SearchRange range, String path) {
    if (range instanceof SearchRange.Choice choice) {
      return ScatterChart.byName(
          path, choice.values().stream().map(SettingValue::yaml).distinct().toList());
    }
    return range instanceof SearchRange.Log
        ? ScatterChart.byLogarithm(path)
        : ScatterChart.byNumber(path);
  }

  private static List<Dot> dots(List<TrialResult> drawn, String path, int from, int to) {
    return drawn.stream()
        .filter(result -> result.budget() >= from && result.budget() <= to)
        .map(
            result -> new Dot(TuningPage.name(result), result.settings().get(path), result.score()))
        .toList();
  }

  /** The score of each trial after each epoch. */
  Section curves() {
    LineChart chart = LineChart.byPlace("epoch");
    for (int i = scored.size() - 1; i > 0; i--) {
      TrialResult result = scored.get(i);
      if (result.trial() != Trial.DECLARED) {
        chart.thin(TuningPage.name(result), "var(--muted)", points(result));
      }
    }
    scored.stream()
        .filter(result -> result.trial() == Trial.DECLARED)
        .forEach(result -> chart.dashed(TuningPage.name(result), 1, points(result)));
    if (scored.get(0).trial() != Trial.DECLARED) {
      chart.line("the best, " + TuningPage.name(scored.get(0)), 0, points(scored.get(0)));
    }
    return new Section(
        "Scores by epoch",
        "How each trial got on. Thin lines that end early are trials that were given up.",
        List.of(
            new Block.Charts(
                List.of(chart.chart("Score on the validation rows", "wide", table())))));
  }

  private static List<Point> points(TrialResult result) {
    return IntStream.range(0, result.scores().size())
        .mapToObj(epoch -> new Point(epoch + 1, result.scores().get(epoch)))
        .toList();
  }

  private PageTable table() {
    List<TrialResult> shown = scored.stream().limit(MOST_COLUMNS).toList();
    int epochs = shown.stream().mapToInt(result -> result.scores().size()).max().orElse(0);
    List<String> head = new ArrayList<>(List.of("epoch"));
    shown.forEach(result -> head.add(TuningPage.name(result)));
    List<Row> rows = new ArrayList<>();
    for (int epoch = 0; epoch < epochs; epoch++) {
      int at = epoch;
      rows.add(
          Row.of(
              String.valueOf(epoch + 1),
              shown.stream()
                  .map(
                      result ->
                          at < result.scores().size()
                              ? NumberText.fixed(result.scores().get(at), 5)
                              : "")
                  .toList()));
    }
    return PageTable.of(head, rows);
  }
}
