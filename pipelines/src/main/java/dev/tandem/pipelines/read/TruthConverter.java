package dev.tandem.pipelines.read;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;

/** Converts truth values. */
final class TruthConverter extends FieldConverter {
  private final LongColumn column;

  TruthConverter(BoolParser parser, LongColumn column) {
    super(parser);
    this.column = column;
  }

  @Override
  void convert(Column stored, int from, int count, int row, Refusals refusals) {
    LongColumn values = (LongColumn) stored;
    for (int i = 0; i < count; i++) {
      if (values.isNull(from + i)) {
        setNull(row, i, refusals);
      } else {
        column.set(row + i, values.value(from + i));
      }
    }
  }
}
