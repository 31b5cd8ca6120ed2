package dev.tandem.training;

import dev.tandem.features.bundle.Tensor;
import java.util.List;

/** Remembers the best epoch's weights and says when to stop. */
final class EarlyStopping {
  private final int patience;
  private double bestScore = Double.NEGATIVE_INFINITY;
  private int bestEpoch;
  private List<Tensor> bestWeights = List.of();

  EarlyStopping(int patience) {
    this.patience = patience;
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

  /** The best epoch, counted from 1; 0 if no epoch had a score. */
  int bestEpoch() {
    return bestEpoch;
  }

  /** The score of the best epoch; minus infinity if no epoch had one. */
  double bestScore() {
    return bestScore;
  }

  List<Tensor> bestWeights() {
    return bestWeights;
  }
}
