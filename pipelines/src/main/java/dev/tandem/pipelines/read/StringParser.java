package dev.tandem.pipelines.read;

import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.StringColumn;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Reads strings of valid UTF-8. */
final class StringParser extends FieldParser {
  private final StringColumn column;
  private final RecentStrings recent;
  private final Set<String> allowed;
  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);

  StringParser(SourceField field, Column column) {
    super(field);
    this.column = (StringColumn) column;
    this.recent = new RecentStrings(this.column);
    this.allowed = Set.copyOf(field.allowed());
  }

  @Override
  Column column() {
    return column;
  }

  // Hot path: called for every string of a source.
  @Override
  Rejection parseValue(byte[] bytes, int from, int to, int row) {
    if (recent.find(bytes, from, to)) {
      column.setCode(row, recent.code());
      return null;
    }
    String value;
    if (isAscii(bytes, from, to)) {
      value = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    } else {
      try {
        value = utf8.decode(ByteBuffer.wrap(bytes, from, to - from)).toString();
      } catch (CharacterCodingException e) {
        return Rejection.NOT_UTF8;
      }
    }
    if (!allowed.isEmpty() && !allowed.contains(value)) {
      return Rejection.NOT_ALLOWED;
    }
    recent.remember(bytes, from, to, value);
    column.set(row, value);
    return null;
  }

  private static boolean isAscii(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  String allowed() {
    return field().allowed().isEmpty()
        ? "a string in UTF-8"
        : "one of " + String.join(", ", field().allowed());
  }
}
