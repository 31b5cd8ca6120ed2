package dev.tandem.training.metric;

import java.util.Map;

/** All measures of a binary task but for those that need groups. */
final class BinaryMetrics {
  /** The bins of {@link Metric#ECE}. */
  static final int BINS = 20;

  private static final double EVEN_CHANCE = 0.5;

  private BinaryMetrics() {}

  static Map<String, Double> of(Ranking ranking) {
    CalibrationCurve curve = CalibrationCurve.of(ranking, BINS);
    Confusion even = Confusion.at(EVEN_CHANCE, ranking);
    return new MetricValues()
        .put(Metric.AUC, Auc.of(ranking))
        .put(Metric.PR_AUC, AveragePrecision.of(ranking))
        .put(Metric.LOG_LOSS, LogLoss.of(ranking))
        .put(Metric.NORMALISED_ENTROPY, LogLoss.normalised(ranking))
        .put(Metric.CALIBRATION, curve.ratio())
        .put(Metric.ECE, curve.error())
        .put(Metric.F1, even.f1())
        .put(Metric.BEST_F1, Confusion.withBestF1(ranking).f1())
        .put(Metric.ACCURACY, even.accuracy())
        .asMap();
  }
}
