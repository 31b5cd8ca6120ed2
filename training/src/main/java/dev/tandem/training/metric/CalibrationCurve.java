package dev.tandem.training.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How often what was predicted came true: the rows in order of their probabilities, cut into bins
 * of about equally many rows. Rows of one probability are never cut apart, so there may be fewer
 * bins than asked for, and of unequal size.
 *
 * @param bins from the lowest probabilities to the highest
 */
public record CalibrationCurve(List<Bin> bins) {
  public CalibrationCurve {
    bins = List.copyOf(bins);
  }

  /**
   * Some rows of similar probability.
   *
   * @param meanPrediction the mean of their probabilities
   * @param meanLabel the share of them whose label is 1
   */
  public record Bin(int rows, double meanPrediction, double meanLabel) {}

  /**
   * The curve of a ranking.
   *
   * @param bins at most so many, at least 1
   */
  public static CalibrationCurve of(Ranking ranking, int bins) {
    if (bins < 1) {
      throw new IllegalArgumentException("found " + bins + " bins, allowed: 1 or more");
    }
    List<Bin> cut = new ArrayList<>();
    int start = 0;
    for (int end = 0; end < ranking.rows(); ) {
      end = ranking.tieEnd(end);
      if (share(end, bins, ranking) > share(start, bins, ranking)) {
        cut.add(bin(ranking, start, end));
        start = end;
      }
    }
    return new CalibrationCurve(cut);
  }

  private static long share(int place, int bins, Ranking ranking) {
    return (long) place * bins / ranking.rows();
  }

  private static Bin bin(Ranking ranking, int start, int end) {
    double sum = 0;
    for (int place = start; place < end; place++) {
      sum += ranking.probability(place);
    }
    int rows = end - start;
    return new Bin(rows, sum / rows, (double) ranking.positives(start, end) / rows);
  }

  /**
   * The expected calibration error: the mean over rows of the distance between the two means of
   * their bin (Naeini et al., AAAI 2015, with bins of equal mass). Empty without rows.
   */
  public OptionalDouble error() {
    double sum = 0;
    long rows = 0;
    for (Bin bin : bins) {
      sum += bin.rows() * Math.abs(bin.meanPrediction() - bin.meanLabel());
      rows += bin.rows();
    }
    return rows == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / rows);
  }

  /** The sum of the predictions over that of the labels: 1 is right. Empty without a positive. */
  public OptionalDouble ratio() {
    double predicted = 0;
    double happened = 0;
    for (Bin bin : bins) {
      predicted += bin.rows() * bin.meanPrediction();
      happened += bin.rows() * bin.meanLabel();
    }
    return happened == 0 ? OptionalDouble.empty() : OptionalDouble.of(predicted / happened);
  }
}
