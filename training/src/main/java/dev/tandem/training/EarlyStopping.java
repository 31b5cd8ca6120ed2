package dev.tandem.training;

import dev.tandem.features.bundle.Tensor;
import dev.tandem.training.metric.TaskMetrics;
import java.util.List;
import java.util.OptionalDouble;

/** Remembers the best epoch's weights and says when to stop. */
final class EarlyStopping {
  private final int patience;
  private double bestScore = Double.NEGATIVE_INFINITY;
  private int bestEpoch;
  private List<Tensor> bestWeights = List.of();

  EarlyStopping(int patience) {
    this.patience = patience;
  }

  /**
   * The score of an epoch: the mean AUC of the binary tasks that have one; if none has, minus the
   * mean log loss; without binary tasks, minus the mean of the root mean squared errors.
   */
  static double score(List<TaskMetrics> metrics) {
    OptionalDouble auc = mean(metrics, TaskMetrics.AUC);
    if (auc.isPresent()) {
      return auc.getAsDouble();
    }
    OptionalDouble logLoss = mean(metrics, TaskMetrics.LOG_LOSS);
    return logLoss.isPresent()
        ? -logLoss.getAsDouble()
        : -mean(metrics, TaskMetrics.RMSE).orElse(Double.NaN);
  }

  private static OptionalDouble mean(List<TaskMetrics> metrics, String name) {
    return metrics.stream()
        .filter(m -> m.values().containsKey(name))
        .mapToDouble(m -> m.values().get(name))
        .average();
  }

  /** True if this score is better than all before. */
  boolean isBest(double score) {
    return score > bestScore;
  }

  void keep(int epoch, double score, List<Tensor> weights) {
    bestEpoch = epoch;
    bestScore = score;
    bestWeights = weights;
  }

  boolean shouldStop(int epoch) {
    return epoch - bestEpoch >= patience;
  }

  int bestEpoch() {
    return bestEpoch;
  }

  double bestScore() {
    return bestScore;
  }

  List<Tensor> bestWeights() {
    return bestWeights;
  }
}
