package dev.tandem.features.arrow;

import dev.tandem.features.table.StringColumn;
import java.util.Arrays;
import java.util.Optional;

/**
 * A string column as its distinct values and, for each row, which of them it is.
 *
 * <p>The values stand in the order of their first row, so that equal columns give equal bytes
 * whatever their codes are.
 *
 * @param values the distinct values, without null
 * @param indices for each row its place in {@code values}; unspecified where null
 */
@SuppressWarnings("ArrayRecordComponent") // lives only while one table is written
record EncodedStrings(StringColumn values, int[] indices) {

  /**
   * The column encoded, or empty where plain text is better: with more than half as many distinct
   * values as rows, a dictionary costs more time than the bytes it saves are worth ({@code
   * docs/storage.md} has the figures).
   */
  static Optional<EncodedStrings> encode(StringColumn column) {
    int rows = column.size();
    int[] codes = column.codes();
    int[] indexOf = new int[column.dictionary().size()];
    Arrays.fill(indexOf, -1);
    int[] firstRows = new int[rows / 2];
    int[] indices = new int[rows];
    int distinct = 0;
    for (int row = 0; row < rows; row++) {
      int code = codes[row];
      if (code < 0) {
        continue;
      }
      if (indexOf[code] < 0) {
        if (distinct == firstRows.length) {
          return Optional.empty();
        }
        firstRows[distinct] = row;
        indexOf[code] = distinct++;
      }
      indices[row] = indexOf[code];
    }
    StringColumn values = (StringColumn) column.select(Arrays.copyOf(firstRows, distinct));
    return Optional.of(new EncodedStrings(values, indices));
  }
}
