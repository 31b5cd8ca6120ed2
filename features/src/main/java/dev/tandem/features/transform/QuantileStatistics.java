package dev.tandem.features.transform;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.transform.NumericTransform.Missing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gathers numbers for a {@link QuantileTransform}: the edges are the distinct numbers among the
 * percentiles, each with the share of the numbers below it, of all but one, so that the largest
 * number has rank 1 if it occurs once.
 */
final class QuantileStatistics implements InputStatistics {
  private static final int INTERVALS = 100;

  private final Field feature;
  private final Numbers numbers = new Numbers();
  private Missing missing = Missing.UNFLAGGED;

  QuantileStatistics(Field feature) {
    this.feature = feature;
  }

  @Override
  public Coverage coverage() {
    return Coverage.SAMPLE;
  }

  @Override
  public void add(Column column, int[] rows) {
    numbers.add(column, rows);
    for (int row : rows) {
      missing = column.isNull(row) ? Missing.FLAGGED : missing;
    }
  }

  @Override
  public QuantileTransform fit() {
    double[] sorted = numbers.sorted();
    List<Double> edges = new ArrayList<>();
    List<Double> ranks = new ArrayList<>();
    int last = sorted.length - 1;
    for (int i = 0; i <= INTERVALS && last >= 0; i++) {
      double edge = sorted[(int) ((long) i * last / INTERVALS)];
      if (edges.isEmpty() || edge > edges.get(edges.size() - 1)) {
        edges.add(edge);
        ranks.add((double) below(sorted, edge) / Math.max(1, last));
      }
    }
    return QuantileTransform.of(feature, edges, ranks, missing);
  }

  /** How many numbers are less than one of them. */
  private static int below(double[] sorted, double edge) {
    int first = Arrays.binarySearch(sorted, edge);
    while (first > 0 && sorted[first - 1] == edge) {
      first--;
    }
    return first;
  }
}
