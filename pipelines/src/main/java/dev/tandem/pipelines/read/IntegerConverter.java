package dev.tandem.pipelines.read;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;

/** Converts integers. */
final class IntegerConverter extends FieldConverter {
  private final LongParser parser;
  private final LongColumn column;

  IntegerConverter(LongParser parser, LongColumn column) {
    super(parser);
    this.parser = parser;
    this.column = column;
  }

  @Override
  void convert(Column stored, int from, int count, int row, Refusals refusals) {
    LongColumn values = (LongColumn) stored;
    for (int i = 0; i < count; i++) {
      if (values.isNull(from + i)) {
        setNull(row, i, refusals);
      } else {
        long value = values.value(from + i);
        column.set(row + i, value);
        refuse(parser.check(value), i, refusals);
      }
    }
  }
}
