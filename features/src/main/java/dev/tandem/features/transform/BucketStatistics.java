package dev.tandem.features.transform;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers numbers for a {@link BucketTransform}; settings {@code bins}, absent: 10, and {@code
 * dimension}, absent: 8.
 *
 * <p>The edges are the numbers at ranks {@code i n / bins}; equal ones are one edge, and the
 * smallest number is none, because no training row would be below it. The numbers are those of all
 * training rows, or beyond 2^20 of a sample.
 */
final class BucketStatistics implements InputStatistics {
  private final Field feature;
  private final int bins;
  private final int dimension;
  private final Numbers numbers = new Numbers();

  private BucketStatistics(Field feature, int bins, int dimension) {
    this.feature = feature;
    this.bins = bins;
    this.dimension = dimension;
  }

  static BucketStatistics of(Input input, Field feature) {
    return new BucketStatistics(
        feature, InputSettings.atLeast(input, "bins", 10, 2), InputSettings.dimension(input));
  }

  @Override
  public Coverage coverage() {
    return Coverage.SAMPLE;
  }

  @Override
  public void add(Column column, int[] rows) {
    numbers.add(column, rows);
  }

  @Override
  public BucketTransform fit() {
    double[] sorted = numbers.sorted();
    List<Double> edges = new ArrayList<>();
    for (int i = 1; i < bins && sorted.length > 0; i++) {
      double edge = sorted[(int) ((long) i * sorted.length / bins)];
      double last = edges.isEmpty() ? sorted[0] : edges.get(edges.size() - 1);
      if (edge > last) {
        edges.add(edge);
      }
    }
    return BucketTransform.of(feature, edges, dimension);
  }
}
