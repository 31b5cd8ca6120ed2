package dev.tandem.training.metric;

import java.util.OptionalDouble;

/**
 * The area under the precision-recall curve as average precision: the sum over thresholds, from the
 * highest score down, of the precision there times the recall gained there. Rows of one score are
 * one threshold, so that their order does not matter; nothing is interpolated.
 */
public final class AveragePrecision {
  private AveragePrecision() {}

  /** The average precision, or empty if there is no positive. */
  public static OptionalDouble of(Ranking ranking) {
    long found = 0;
    double sum = 0;
    for (int end = ranking.rows(); end > 0; ) {
      int start = ranking.tieStart(end);
      int gained = ranking.positives(start, end);
      found += gained;
      sum += (double) gained * found / (ranking.rows() - start);
      end = start;
    }
    return ranking.positives() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(sum / ranking.positives());
  }
}
