package dev.tandem.infra.audit;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import java.util.Arrays;

/**
 * Ten bins of about equally many training rows: their bounds are the training set's deciles, each
 * once, and a value belongs to the first bin whose upper bound is not below it. Of a list its
 * length counts.
 */
final class NumberBins implements FeatureBins {
  private static final int BINS = 10;

  private final double[] bounds;
  private final double least;
  private final double greatest;

  private NumberBins(double[] bounds, double least, double greatest) {
    this.bounds = bounds;
    this.least = least;
    this.greatest = greatest;
  }

  static NumberBins of(Column training) {
    double[] values = new double[training.size()];
    int count = 0;
    for (int row = 0; row < training.size(); row++) {
      if (!training.isNull(row)) {
        values[count++] = number(training, row);
      }
    }
    if (count == 0) {
      return new NumberBins(new double[0], Double.NaN, Double.NaN);
    }
    Arrays.sort(values, 0, count);
    double[] bounds = new double[BINS - 1];
    for (int i = 1; i < BINS; i++) {
      bounds[i - 1] = values[(int) ((long) i * (count - 1) / BINS)];
    }
    return new NumberBins(Arrays.stream(bounds).distinct().toArray(), values[0], values[count - 1]);
  }

  @Override
  public int count() {
    return bounds.length + 2;
  }

  @Override
  public int bin(Column column, int row) {
    if (column.isNull(row)) {
      return NULL;
    }
    int found = Arrays.binarySearch(bounds, number(column, row));
    return 1 + (found >= 0 ? found : -found - 1);
  }

  @Override
  public boolean isOutside(Column column, int row) {
    double value = number(column, row);
    return !(value >= least && value <= greatest);
  }

  private static double number(Column column, int row) {
    if (column instanceof DoubleColumn doubles) {
      return doubles.value(row);
    }
    return column instanceof ListColumn lists
        ? lists.length(row)
        : ((LongColumn) column).value(row);
  }
}
