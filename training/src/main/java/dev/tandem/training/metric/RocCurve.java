package dev.tandem.training.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * Points of the receiver operating characteristic, from (0, 0) to (1, 1). Each is a point of the
 * curve itself; of a curve with more points, those are kept that are about equally far apart along
 * it.
 *
 * @param points in ascending order of both rates; empty if only one class occurs
 */
public record RocCurve(List<Point> points) {
  public RocCurve {
    points = List.copyOf(points);
  }

  /**
   * What is found at one threshold.
   *
   * @param falsePositiveRate the share of the negatives at the threshold or above
   * @param truePositiveRate the share of the positives at the threshold or above
   */
  public record Point(double falsePositiveRate, double truePositiveRate) {}

  /**
   * The curve of a ranking.
   *
   * @param most so many points at most, at least 2
   */
  public static RocCurve of(Ranking ranking, int most) {
    if (most < 2) {
      throw new IllegalArgumentException("found " + most + " points, allowed: 2 or more");
    }
    List<Point> points = new ArrayList<>();
    if (!ranking.hasBothClasses()) {
      return new RocCurve(points);
    }
    double negatives = ranking.rows() - ranking.positives();
    double positives = ranking.positives();
    points.add(new Point(0, 0));
    int found = 0;
    int part = 0;
    for (int end = ranking.rows(); end > 0; ) {
      int start = ranking.tieStart(end);
      found += ranking.positives(start, end);
      Point point = new Point((ranking.rows() - start - found) / negatives, found / positives);
      // Both rates together grow from 0 to 2; a point is kept in each part of that way.
      int passed = (int) ((point.falsePositiveRate() + point.truePositiveRate()) / 2 * (most - 1));
      if (passed > part) {
        points.add(point);
        part = passed;
      }
      end = start;
    }
    return new RocCurve(points);
  }
}
