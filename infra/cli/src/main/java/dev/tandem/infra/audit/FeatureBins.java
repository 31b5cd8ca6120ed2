package dev.tandem.infra.audit;

import dev.tandem.features.table.Column;

/**
 * A partition of a feature's values that is fixed on the training set. Bin 0 holds nulls.
 * Immutable.
 */
sealed interface FeatureBins permits NumberBins, CategoryBins {
  /** Null is this bin. */
  int NULL = 0;

  /** The bins of a training set's column. */
  static FeatureBins of(Column training) {
    return switch (training.type()) {
      case STRING, BOOL -> CategoryBins.of(training);
      case INT64, FLOAT64, TIMESTAMP, INT64_LIST, FLOAT64_LIST, STRING_LIST ->
          NumberBins.of(training);
    };
  }

  /** The number of bins. */
  int count();

  /** The bin of a row. */
  int bin(Column column, int row);

  /** True if the training set has nothing like the value of a row, which is not null. */
  boolean isOutside(Column column, int row);
}
