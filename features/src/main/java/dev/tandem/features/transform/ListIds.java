package dev.tandem.features.transform;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.vocabulary.Vocabulary;

/** The ids of the first elements of lists. */
final class ListIds {
  private ListIds() {}

  /**
   * Writes the ids of at most {@code length} elements of each row, the first ones, and {@link
   * EmbeddedTransform#NULL_ID} for those that a row has not.
   */
  // Hot path: runs once per row and input, in training and in serving.
  static void write(
      Vocabulary vocabulary,
      Column column,
      int length,
      int rows,
      long[] ids,
      int offset,
      int stride) {
    ListColumn lists = (ListColumn) column;
    for (int row = 0, at = offset; row < rows; row++, at += stride) {
      int count = Math.min(lists.length(row), length);
      vocabulary.ids(lists.elements(), lists.start(row), count, ids, at, 1);
      for (int i = count; i < length; i++) {
        ids[at + i] = EmbeddedTransform.NULL_ID;
      }
    }
  }
}
