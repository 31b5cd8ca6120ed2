package dev.tandem.pipelines.read;

import dev.tandem.features.declaration.SourceField.TimeUnit;
import dev.tandem.features.stored.StoredKind;
import dev.tandem.features.stored.StoredText;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Converts instants of any unit, dates, integers in the field's unit, and text in ISO 8601; what is
 * finer than a millisecond is rounded down.
 */
final class InstantConverter extends FieldConverter {
  private static final long MICROS_PER_MILLI = 1_000;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long MILLIS_PER_SECOND = 1_000;
  private static final long MILLIS_PER_DAY = 86_400_000;

  private final FieldParser parser;
  private final LongColumn column;
  private final long multiplier;
  private final long divisor;

  InstantConverter(FieldParser parser, LongColumn column, StoredKind kind) {
    super(parser);
    this.parser = parser;
    this.column = column;
    this.divisor =
        switch (kind) {
          case MICROSECONDS -> MICROS_PER_MILLI;
          case NANOSECONDS -> NANOS_PER_MILLI;
          default -> 1;
        };
    this.multiplier =
        switch (kind) {
          case SECONDS -> MILLIS_PER_SECOND;
          case DAYS -> MILLIS_PER_DAY;
          case SMALL_INTEGER, INTEGER ->
              parser.field().timeUnit().equals(Optional.of(TimeUnit.SECONDS))
                  ? MILLIS_PER_SECOND
                  : 1;
          default -> 1;
        };
  }

  @Override
  void convert(Column stored, int from, int count, int row, Refusals refusals) {
    if (stored instanceof StringColumn text) {
      parse(text, from, count, row, refusals);
      return;
    }
    LongColumn values = (LongColumn) stored;
    for (int i = 0; i < count; i++) {
      if (values.isNull(from + i)) {
        setNull(row, i, refusals);
      } else {
        long value = values.value(from + i);
        if (value > Long.MAX_VALUE / multiplier || value < Long.MIN_VALUE / multiplier) {
          refuse(Rejection.WRONG_TYPE, i, refusals);
        } else {
          column.set(row + i, Math.floorDiv(value * multiplier, divisor));
        }
      }
    }
  }

  private void parse(StringColumn text, int from, int count, int row, Refusals refusals) {
    for (int i = 0; i < count; i++) {
      String value = text.value(from + i);
      if (value == null || value.isEmpty()) {
        setNull(row, i, refusals);
      } else {
        byte[] bytes = StoredText.readable(value).getBytes(StandardCharsets.UTF_8);
        refuse(parser.parse(bytes, 0, bytes.length, row + i), i, refusals);
      }
    }
  }
}
