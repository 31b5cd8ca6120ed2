package dev.tandem.pipelines.read;

import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.stored.StoredKind;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads truth values, written {@code true}, {@code false}, {@code 1} or {@code 0}. */
final class BoolParser extends FieldParser {
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  private final LongColumn column;

  BoolParser(SourceField field, Column column) {
    super(field);
    this.column = (LongColumn) column;
  }

  @Override
  Column column() {
    return column;
  }

  @Override
  Rejection parseValue(byte[] bytes, int from, int to, int row) {
    boolean digit = to - from == 1;
    if ((digit && bytes[from] == '1') || Arrays.equals(bytes, from, to, TRUE, 0, TRUE.length)) {
      column.set(row, 1);
      return null;
    }
    if ((digit && bytes[from] == '0') || Arrays.equals(bytes, from, to, FALSE, 0, FALSE.length)) {
      column.set(row, 0);
      return null;
    }
    return Rejection.WRONG_TYPE;
  }

  @Override
  FieldConverter converter(StoredKind kind) {
    return new TruthConverter(this, column);
  }

  @Override
  String allowed() {
    return "true, false, 1 or 0";
  }
}
