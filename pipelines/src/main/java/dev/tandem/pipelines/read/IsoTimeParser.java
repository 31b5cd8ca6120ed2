package dev.tandem.pipelines.read;

import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.stored.StoredKind;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;

/**
 * Reads instants written in ISO 8601 with an offset; what is finer than a millisecond is rounded
 * down.
 */
final class IsoTimeParser extends FieldParser {
  private final LongColumn column;

  IsoTimeParser(SourceField field, Column column) {
    super(field);
    this.column = (LongColumn) column;
  }

  @Override
  Column column() {
    return column;
  }

  @Override
  Rejection parseValue(byte[] bytes, int from, int to, int row) {
    String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    try {
      column.set(row, OffsetDateTime.parse(text).toInstant().toEpochMilli());
      return null;
    } catch (DateTimeException | ArithmeticException e) {
      return Rejection.WRONG_TYPE;
    }
  }

  @Override
  FieldConverter converter(StoredKind kind) {
    return new InstantConverter(this, column, kind);
  }

  @Override
  String allowed() {
    return "an ISO 8601 instant with an offset, for example 2026-01-31T08:15:00.250Z";
  }
}
