package dev.tandem.features.transform;

import dev.tandem.features.table.Column;

/** A fitted input that gives the network numbers, the same count for each row. */
public sealed interface DenseTransform extends InputTransform
    permits NumericTransform, QuantileTransform, VectorTransform {

  /** The number of dense columns, flag included. */
  int width();

  /**
   * Writes the numbers of the first {@code rows} rows of {@code column} to {@code dense[offset +
   * row * stride]}, each row's one after the other.
   */
  void apply(Column column, int rows, float[] dense, int offset, int stride);
}
