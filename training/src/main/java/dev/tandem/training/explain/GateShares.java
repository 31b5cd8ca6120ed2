package dev.tandem.training.explain;

import java.util.List;

/**
 * How a gate weights what it mixes, for all rows and in segments of them.
 *
 * @param gate its name, for example {@code gate.click}
 * @param mixed the names of what it mixes
 * @param all rows together
 * @param segments those that have rows, feature by feature
 */
public record GateShares(String gate, List<String> mixed, Share all, List<Segment> segments) {
  public GateShares {
    mixed = List.copyOf(mixed);
    segments = List.copyOf(segments);
  }

  /**
   * The weights of some rows.
   *
   * @param rows how many
   * @param means for each of what is mixed the mean of its weight; they sum up to 1
   * @param deviations of the weights among the rows
   */
  public record Share(long rows, List<Double> means, List<Double> deviations) {
    public Share {
      means = List.copyOf(means);
      deviations = List.copyOf(deviations);
    }
  }

  /** The rows that have a value of a feature, in words. */
  public record Segment(String feature, String value, Share share) {}

  /**
   * How differently a segment is treated from all rows: the share of the weight that would have to
   * be moved (the total variation distance), in [0, 1].
   */
  public double distance(Segment segment) {
    double sum = 0;
    for (int i = 0; i < mixed.size(); i++) {
      sum += Math.abs(segment.share().means().get(i) - all.means().get(i));
    }
    return sum / 2;
  }
}
