package dev.tandem.training.metric;

import java.util.OptionalDouble;

/**
 * The area under the receiver operating characteristic: the probability that a random positive
 * scores higher than a random negative, a tie counting half. Exact.
 */
public final class Auc {
  private Auc() {}

  /**
   * The area, or empty if only one class occurs.
   *
   * @param scores finite; row i has the label {@code labels[i]}
   * @param labels above 0 for a positive, else a negative; rows with NaN are left out
   */
  public static OptionalDouble of(float[] scores, float[] labels) {
    return of(Ranking.ofProbabilities(scores, labels));
  }

  /** The area, or empty if only one class occurs. */
  public static OptionalDouble of(Ranking ranking) {
    long positives = 0;
    long negatives = 0;
    long twiceOrdered = 0;
    for (int from = 0; from < ranking.rows(); ) {
      int to = ranking.tieEnd(from);
      long tiedPositives = ranking.positives(from, to);
      long tiedNegatives = to - from - tiedPositives;
      twiceOrdered += tiedPositives * (2 * negatives + tiedNegatives);
      positives += tiedPositives;
      negatives += tiedNegatives;
      from = to;
    }
    return ranking.hasBothClasses()
        ? OptionalDouble.of(twiceOrdered / (2.0 * positives * negatives))
        : OptionalDouble.empty();
  }
}
