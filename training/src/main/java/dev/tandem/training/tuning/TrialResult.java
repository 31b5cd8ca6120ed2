package dev.tandem.training.tuning;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far a trial has come.
 *
 * @param settings as those of its {@link Trial}
 * @param seed of its training
 * @param budget the epochs in all that it was allowed
 * @param scores of the validation rows after each epoch, higher is better; NaN where there is none;
 *     fewer than the budget if the score stopped rising before
 * @param bestEpoch the epoch of the best score, counted from 1; 0 if there is none
 * @param failure why it ended without a result; empty if it did not
 * @param seconds it has taken for these epochs, earlier ones included
 */
public record TrialResult(
    int trial,
    Map<String, String> settings,
    long seed,
    int budget,
    List<Double> scores,
    int bestEpoch,
    String failure,
    double seconds) {
  public TrialResult {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    scores = List.copyOf(scores);
  }

  /** The best score; minus infinity without one, or if the trial failed. */
  public double score() {
    return bestEpoch == 0 || failed() ? Double.NEGATIVE_INFINITY : scores.get(bestEpoch - 1);
  }

  /** True if it ended without a result. */
  public boolean failed() {
    return !failure.isEmpty();
  }

  /** True if more epochs would change nothing. */
  boolean isOver() {
    return failed() || scores.size() < budget;
  }

  /** The same result for a greater budget that it did not need. */
  TrialResult within(int greaterBudget) {
    return new TrialResult(
        trial, settings, seed, greaterBudget, scores, bestEpoch, failure, seconds);
  }
}
