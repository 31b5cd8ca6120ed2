package dev.tandem.features.transform;

import dev.tandem.features.table.Column;

/** A fitted input that names one row of an embedding table: an id in [0, {@link #entries()}). */
public sealed interface EmbeddedTransform extends InputTransform
    permits BucketTransform, CategoricalTransform {

  /** The id of a null, in every embedded input. */
  int NULL_ID = 0;

  /** The number of ids, which is the number of rows of the embedding table. */
  int entries();

  /** The width of the embedding. */
  int dimension();

  /**
   * Writes the ids of the first {@code rows} rows of {@code column} to {@code ids[offset + row *
   * stride]}.
   */
  void apply(Column column, int rows, long[] ids, int offset, int stride);
}
