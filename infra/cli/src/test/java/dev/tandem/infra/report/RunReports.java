package dev.tandem.infra.report;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.EpochReport;
import dev.tandem.training.evaluation.EvaluatedSplit;
import dev.tandem.training.evaluation.Evaluation;
import dev.tandem.training.evaluation.TaskEvaluation;
import dev.tandem.training.explain.Explanation;
import dev.tandem.training.explain.FeatureImportance;
import dev.tandem.training.explain.GateShares;
import dev.tandem.training.explain.Neighbour;
import dev.tandem.training.explain.Neighbourhood;
import dev.tandem.training.explain.TaskAgreement;
import dev.tandem.training.metric.CalibrationCurve;
import dev.tandem.training.metric.Metric;
import dev.tandem.training.metric.RocCurve;
import dev.tandem.training.metric.TaskMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reports with known numbers. */
final class RunReports {
  static final RunReport.TaskResult CLICK =
      new RunReport.TaskResult(
          "click",
          100,
          12,
          Map.of("auc", 0.7, "log_loss", 0.3, "calibration", 1.31),
          Map.of("auc", 0.75));
  static final RunReport.TaskResult UNKNOWN =
      new RunReport.TaskResult("buy", 100, 3, Map.of("auc", 0.7), Map.of());
  static final List<GateShares> GATES =
      List.of(
          new GateShares(
              "gate.click",
              List.of("expert.0", "expert.1"),
              new GateShares.Share(100, List.of(0.95, 0.05), List.of(0.01, 0.01)),
              List.of(
                  new GateShares.Segment(
                      "country",
                      "de",
                      new GateShares.Share(60, List.of(0.25, 0.75), List.of(0.01, 0.01))))));

  private RunReports() {}

  static RunReport of(long mismatches, List<GateShares> gates) {
    return of(mismatches, gates, "user_ctr");
  }

  static RunReport of(long mismatches, List<GateShares> gates, String feature) {
    return new RunReport(
        "shop",
        "ranker",
        List.of(
            new RunReport.SourceRows("events", 31, 20, 3, 3, 1, 4),
            new RunReport.SourceRows("items", 3, 3, 0, 0, 0, 0)),
        new RunReport.TrainingRows(1000, OptionalLong.of(50), 800, 100, 100, 2, 12.5),
        List.of(CLICK, UNKNOWN),
        new RunReport.Learnt(
            "mmoe",
            List.of(epoch(1, 0.5), epoch(2, 0.4)),
            2,
            Optional.of(evaluation()),
            Optional.of(explanation(gates, feature))),
        Optional.of(new RunReport.Parity(1200, 44, mismatches, List.of("a < b"))),
        Optional.of(new RunReport.Predict(500, 100, 4.5, 9.25)),
        61.2);
  }

  private static EpochReport epoch(int number, double loss) {
    TaskMetrics click =
        new TaskMetrics("click", 100, 12, Map.of("auc", 0.6 + 0.05 * number, "log_loss", loss));
    TaskMetrics buy = new TaskMetrics("buy", 100, 0, Map.of());
    return new EpochReport(number, loss, List.of(loss, Double.NaN), List.of(click, buy), 0.7, 1);
  }

  static Evaluation evaluation() {
    Task click = new Task("click", Task.Kind.BINARY, "click", 1, Optional.empty());
    Task buy = new Task("buy", Task.Kind.BINARY, "buy", 1, Optional.of("click"));
    return new Evaluation(
        "ranker",
        "mmoe",
        "bundles/ranker",
        "dataset",
        EvaluatedSplit.TEST,
        100,
        Optional.empty(),
        List.of(
            new TaskEvaluation(
                click,
                Optional.empty(),
                new TaskMetrics("click", 100, 12, Map.of("auc", 0.75)),
                new RocCurve(
                    List.of(
                        new RocCurve.Point(0, 0),
                        new RocCurve.Point(0.5, 1),
                        new RocCurve.Point(1, 1))),
                new CalibrationCurve(
                    List.of(
                        new CalibrationCurve.Bin(50, 0.05, 0.04),
                        new CalibrationCurve.Bin(50, 0.2, 0.2)))),
            new TaskEvaluation(
                buy,
                Optional.of("click"),
                new TaskMetrics("buy", 12, 0, Map.of()),
                new RocCurve(List.of()),
                new CalibrationCurve(List.of(new CalibrationCurve.Bin(12, 0.1, 0))))));
  }

  private static Explanation explanation(List<GateShares> gates, String feature) {
    List<FeatureImportance> importance = new ArrayList<>();
    importance.add(new FeatureImportance(feature, "click", Metric.AUC, 0.1, 0.01));
    for (int i = 0; i < 20; i++) {
      importance.add(new FeatureImportance("f" + i, "click", Metric.AUC, 0.001 * i, 0.05));
    }
    return new Explanation(
        100,
        importance,
        gates,
        List.of(new TaskAgreement("click", "buy", -0.4, 0.75)),
        List.of(new Neighbourhood("brand", "acme", List.of(new Neighbour("umbra", 0.9)))));
  }
}
