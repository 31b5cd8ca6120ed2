package dev.tandem.features.transform;

import dev.tandem.features.table.Column;
import java.util.Optional;

/**
 * A fitted input that names rows of an embedding table: ids in [0, {@link #entries()}), as many for
 * each row of the data as {@link #idWidth()} says.
 */
public sealed interface EmbeddedTransform extends InputTransform
    permits BucketTransform, VocabularyTransform {

  /** The id of a null, and of the places that a list leaves empty, in every embedded input. */
  int NULL_ID = 0;

  /** The number of ids, which is the number of rows of the embedding table. */
  int entries();

  /** The first id of something that training rows are known to hold. */
  int knownFrom();

  /** One past the last id of something that training rows are known to hold. */
  int knownTo();

  /** The width of the embedding. */
  int dimension();

  /** The number of ids of a row: 1, or the length of a list. */
  int idWidth();

  /** The feature whose input's embedding table this one uses; empty if it has its own. */
  Optional<String> tableOf();

  /**
   * Writes the ids of the first {@code rows} rows of {@code column} to {@code ids[offset + row *
   * stride]}, each row's one after the other.
   */
  void apply(Column column, int rows, long[] ids, int offset, int stride);
}
