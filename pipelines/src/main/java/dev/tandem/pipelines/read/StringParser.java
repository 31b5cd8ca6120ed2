package dev.tandem.pipelines.read;

import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.stored.StoredKind;
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
  private final Set<String> allowed;
  private final RecentStrings recent = new RecentStrings();
  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);

  StringParser(SourceField field, Column column) {
    super(field);
    this.column = (StringColumn) column;
    this.allowed = Set.copyOf(field.allowed());
  }

  @Override
  Column column() {
    return column;
  }

  @Override
  Rejection parseValue(byte[] bytes, int from, int to, int row) {
    String value = recent.find(bytes, from, to);
    if (value == null) {
      value = decode(bytes, from, to);
      if (value == null) {
        return Rejection.NOT_UTF8;
      }
      Rejection rejection = check(value);
      if (rejection != null) {
        return rejection;
      }
      recent.keep(value, bytes, from, to);
    }
    recent.setCode(column.setAgain(row, value, recent.code()));
    return null;
  }

  /** The string of some bytes, or null if they are no valid UTF-8. */
  private String decode(byte[] bytes, int from, int to) {
    if (isAscii(bytes, from, to)) {
      return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
    try {
      return utf8.decode(ByteBuffer.wrap(bytes, from, to - from)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Why a value is refused, or null if it is good. */
  Rejection check(String value) {
    return allowed.isEmpty() || allowed.contains(value) ? null : Rejection.NOT_ALLOWED;
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
  FieldConverter converter(StoredKind kind) {
    return new TextConverter(this, column);
  }

  @Override
  String allowed() {
    return field().allowed().isEmpty()
        ? "a string in UTF-8"
        : "one of " + String.join(", ", field().allowed());
  }
}
