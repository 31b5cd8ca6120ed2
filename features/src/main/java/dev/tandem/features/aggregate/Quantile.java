package dev.tandem.features.aggregate;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import java.util.List;
import java.util.Optional;

/**
 * The number that stands for the bucket of the value with rank {@code floor(q * (n - 1))} of n, as
 * float64; null over no events.
 *
 * @param q in [0, 1]: 0 for the smallest value, 0.5 for the median
 * @param buckets the buckets, which also say how accurate the result is
 */
public record Quantile(double q, ValueBuckets buckets) implements Aggregate {

  @Override
  public List<ExactState> states() {
    return List.of(new ValueCounts(Optional.of(buckets), ValueCounts.ALL));
  }

  @Override
  public void finish(WindowState window, Column out, int row) {
    KeyCounts counts = window.counts();
    if (counts.size() == 0) {
      out.setNull(row);
    } else {
      long rank = (long) Math.floor(q * (counts.total() - 1));
      ((DoubleColumn) out).set(row, buckets.valueOf(counts.keyOfRank(rank)));
    }
  }
}
