package dev.tandem.infra.report;

import dev.tandem.training.metric.Metric;

/** Metrics as people name them. */
final class MetricText {
  private MetricText() {}

  static String name(Metric metric) {
    return switch (metric) {
      case AUC -> "AUC";
      case GAUC -> "AUC within groups";
      case PR_AUC -> "PR AUC";
      case LOG_LOSS -> "log loss";
      case NORMALISED_ENTROPY -> "normalised entropy";
      case CALIBRATION -> "predicted / true";
      case ECE -> "calibration error";
      case F1 -> "F1 at 0.5";
      case BEST_F1 -> "best F1";
      case ACCURACY -> "accuracy";
      case QUADRATIC_KAPPA -> "quadratic kappa";
      case RMSE -> "RMSE";
      case MAE -> "MAE";
      case R2 -> "R²";
      case GINI -> "Gini";
    };
  }
}
