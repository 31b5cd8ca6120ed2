package dev.tandem.infra.report;

import dev.tandem.infra.page.Block;
import dev.tandem.infra.page.Chart;
import dev.tandem.infra.page.LineChart;
import dev.tandem.infra.page.LineChart.Point;
import dev.tandem.infra.page.NumberText;
import dev.tandem.infra.page.PageTable;
import dev.tandem.infra.page.PageTable.Row;
import dev.tandem.infra.page.Section;
import dev.tandem.training.evaluation.Evaluation;
import dev.tandem.training.evaluation.TaskEvaluation;
import dev.tandem.training.metric.CalibrationCurve.Bin;
import dev.tandem.training.metric.RocCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The curves of an evaluation: how well tasks are ranked, and how far their numbers are true. */
final class EvaluationCharts {
  private static final String RANKING = "Ranking (ROC)";
  private static final String CALIBRATION = "Calibration";
  private static final double[] ROUND = {1, 1.5, 2, 3, 4, 5, 6, 8, 10};
  private static final double[] RATES = {0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9};

  private final Evaluation evaluation;

  EvaluationCharts(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  /** Both parts. */
  List<Section> sections() {
    return List.of(ranking(), calibration());
  }

  /** Both parts for a report without an evaluation. */
  static List<Section> leftOut(String why) {
    return List.of(Section.leftOut(RANKING, why), Section.leftOut(CALIBRATION, why));
  }

  private Section ranking() {
    List<TaskEvaluation> ranked =
        evaluation.tasks().stream().filter(task -> !task.roc().points().isEmpty()).toList();
    if (ranked.isEmpty()) {
      return Section.leftOut(
          RANKING,
          "No task has probabilities and both outcomes among the rows, so none is ranked.");
    }
    LineChart chart = LineChart.square("share of the negatives", 1);
    for (int i = 0; i < ranked.size(); i++) {
      List<Point> points =
          ranked.get(i).roc().points().stream()
              .map(point -> new Point(point.falsePositiveRate(), point.truePositiveRate()))
              .toList();
      if (ranked.get(i).given().isPresent()) {
        chart.dashed(ranked.get(i).title(), i, points);
      } else {
        chart.line(ranked.get(i).title(), i, points);
      }
    }
    return new Section(
        RANKING,
        "Go down the list from the highest score: how many of the positives have been met when so"
            + " many of the negatives have? The more a curve bends to the upper left the better;"
            + " chance is the dashed diagonal."
            + conditional(),
        List.of(
            new Block.Charts(
                List.of(
                    chart.chart(
                        "Share of the positives by share of the negatives",
                        "square",
                        rates(ranked))))));
  }

  private String conditional() {
    return evaluation.tasks().stream().anyMatch(task -> task.given().isPresent())
        ? " \"a | b\" is a among the rows where b happened, by the probability p(a) / p(b)."
        : "";
  }

  private static PageTable rates(List<TaskEvaluation> ranked) {
    List<String> head = new ArrayList<>(List.of("share of the negatives"));
    ranked.forEach(task -> head.add(task.title()));
    List<Row> rows = new ArrayList<>();
    for (double rate : RATES) {
      rows.add(
          Row.of(
              NumberText.percent(rate),
              ranked.stream().map(task -> NumberText.percent(at(task.roc(), rate))).toList()));
    }
    return new PageTable("Share of the positives above", head, rows);
  }

  /** The share of the positives at a share of the negatives, on the line between two points. */
  static double at(RocCurve curve, double rate) {
    RocCurve.Point before = curve.points().get(0);
    for (RocCurve.Point point : curve.points()) {
      if (point.falsePositiveRate() > rate) {
        double part =
            (rate - before.falsePositiveRate())
                / (point.falsePositiveRate() - before.falsePositiveRate());
        return before.truePositiveRate()
            + part * (point.truePositiveRate() - before.truePositiveRate());
      }
      before = point;
    }
    return before.truePositiveRate();
  }

  private Section calibration() {
    List<Chart> charts = new ArrayList<>();
    for (TaskEvaluation task : evaluation.tasks()) {
      if (!task.calibration().bins().isEmpty() && task.metrics().positives() > 0) {
        charts.add(reliability(task, charts.size()));
      }
    }
    if (charts.isEmpty()) {
      return Section.leftOut(
          CALIBRATION,
          "No task has probabilities and a positive row, so there is nothing to hold"
              + " them against.");
    }
    return new Section(
        CALIBRATION,
        "Each mark is a tenth of the rows, from the lowest predictions to the highest: what was"
            + " predicted for them, and what came true. On the diagonal both are equal; below it the"
            + " model promises too much.",
        List.of(new Block.Charts(charts)));
  }

  private static Chart reliability(TaskEvaluation task, int colour) {
    List<Bin> bins = task.calibration().bins();
    double greatest =
        bins.stream()
            .mapToDouble(bin -> Math.max(bin.meanPrediction(), bin.meanLabel()))
            .max()
            .orElseThrow();
    return LineChart.square("predicted (upwards: came true)", rounded(greatest))
        .marked(
            task.title(),
            colour,
            bins.stream().map(bin -> new Point(bin.meanPrediction(), bin.meanLabel())).toList())
        .chart(
            task.title(),
            "small",
            PageTable.of(
                List.of("tenth", "rows", "predicted", "came true"),
                IntStream.range(0, bins.size()).mapToObj(i -> row(i + 1, bins.get(i))).toList()));
  }

  private static Row row(int number, Bin bin) {
    return Row.of(
        String.valueOf(number),
        NumberText.count(bin.rows()),
        NumberText.fixed(bin.meanPrediction(), 5),
        NumberText.fixed(bin.meanLabel(), 5));
  }

  /** The next of the round numbers above, at most 1. */
  static double rounded(double number) {
    double unit = Math.pow(10, Math.floor(Math.log10(number)));
    double digits = DoubleStream.of(ROUND).filter(d -> d * unit >= number).findFirst().orElse(10);
    return Math.min(1, digits * unit);
  }
}
