package dev.tandem.serving.rank;

import dev.tandem.features.declaration.RankingPolicy;
import dev.tandem.features.declaration.RankingPolicy.Factor;
import dev.tandem.serving.predict.Predictions;
import java.util.List;

/**
 * The logarithm of the product of powers of predictions: {@code sum of power * ln(max(prediction,
 * floor))}, added up in the order of the declaration, so that no product of small probabilities
 * underflows. The same predictions give the same bits on every machine, online and offline.
 * Immutable.
 */
public final class FusedScore {
  private final List<Factor> factors;

  private FusedScore(List<Factor> factors) {
    this.factors = factors;
  }

  /** The score that a policy declares. */
  public static FusedScore of(RankingPolicy policy) {
    return new FusedScore(policy.score());
  }

  // Hot path: RankBenchmark. StrictMath: the same bits on every machine.
  /**
   * The score of each row; NaN where a prediction is not a finite number.
   *
   * @throws IllegalArgumentException if the predictions lack a task of the score
   */
  public double[] of(Predictions predictions) {
    double[] scores = new double[predictions.rows()];
    for (Factor factor : factors) {
      int task = predictions.tasks().indexOf(factor.task());
      if (task < 0) {
        throw new IllegalArgumentException(
            "the score needs the task '"
                + factor.task()
                + "', model '"
                + predictions.model()
                + "' version "
                + predictions.modelVersion()
                + " has "
                + predictions.tasks());
      }
      double least = factor.least();
      for (int row = 0; row < scores.length; row++) {
        double prediction = predictions.value(task, row);
        scores[row] +=
            Double.isFinite(prediction)
                ? factor.power() * StrictMath.log(Math.max(prediction, least))
                : Double.NaN;
      }
    }
    return scores;
  }
}
