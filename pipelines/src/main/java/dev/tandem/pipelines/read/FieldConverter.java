package dev.tandem.pipelines.read;

import dev.tandem.features.table.Column;

/**
 * Converts a stored column into that of a field and checks every value, as a {@link FieldParser}
 * does for text. Each is used by one thread.
 */
abstract sealed class FieldConverter
    permits IntegerConverter,
        NumberConverter,
        TruthConverter,
        TextConverter,
        InstantConverter,
        VectorConverter {
  private final FieldParser parser;

  FieldConverter(FieldParser parser) {
    this.parser = parser;
  }

  /**
   * Converts the rows {@code [from, from + count)} of a stored column into those of the field's
   * column from {@code row} on, and refuses those that are not what the field allows.
   */
  abstract void convert(Column stored, int from, int count, int row, Refusals refusals);

  /** Makes a row null, which only an optional field may be. */
  final void setNull(int row, int i, Refusals refusals) {
    parser.column().setNull(row + i);
    if (!parser.field().optional()) {
      refusals.add(i, Rejection.MISSING_VALUE, parser.required());
    }
  }

  /** Refuses a row if there is a reason to. */
  final void refuse(Rejection reason, int i, Refusals refusals) {
    if (reason != null) {
      refusals.add(i, reason, parser.required());
    }
  }
}
