package dev.tandem.training.metric;

import java.util.OptionalDouble;

/**
 * What comes of taking the rows whose probability is at a threshold or above for positives.
 *
 * @param truePositives taken for positives, which they are
 * @param falsePositives taken for positives, which they are not
 * @param falseNegatives positives that were not taken for it
 * @param trueNegatives the other rows
 */
public record Confusion(
    int truePositives, int falsePositives, int falseNegatives, int trueNegatives) {

  /** What comes of a threshold. */
  public static Confusion at(double threshold, Ranking ranking) {
    int first = ranking.rows();
    while (first > 0 && ranking.probability(first - 1) >= threshold) {
      first--;
    }
    return from(first, ranking.positives(first, ranking.rows()), ranking);
  }

  /** What comes of the threshold with the greatest F1, the highest if there are several. */
  public static Confusion withBestF1(Ranking ranking) {
    Confusion best = from(ranking.rows(), 0, ranking);
    int found = 0;
    for (int end = ranking.rows(); end > 0; ) {
      int start = ranking.tieStart(end);
      found += ranking.positives(start, end);
      Confusion here = from(start, found, ranking);
      best = here.f1().orElse(0) > best.f1().orElse(0) ? here : best;
      end = start;
    }
    return best;
  }

  private static Confusion from(int first, int found, Ranking ranking) {
    int falseNegatives = ranking.positives() - found;
    return new Confusion(
        found, ranking.rows() - first - found, falseNegatives, first - falseNegatives);
  }

  /**
   * The harmonic mean of precision and recall, {@code 2 TP / (2 TP + FP + FN)}; empty if there is
   * no positive.
   */
  public OptionalDouble f1() {
    return truePositives + falseNegatives == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            2.0 * truePositives / (2.0 * truePositives + falsePositives + falseNegatives));
  }

  /** The share of the rows that are taken for what they are, or empty without rows. */
  public OptionalDouble accuracy() {
    int rows = truePositives + falsePositives + falseNegatives + trueNegatives;
    return rows == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) (truePositives + trueNegatives) / rows);
  }
}
