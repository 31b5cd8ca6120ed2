package dev.tandem.features.arrow;

import dev.tandem.features.table.StringColumn;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The UTF-8 bytes of a string column's values, each encoded once however many rows have it. */
final class Utf8Values {
  private final String columnName;
  private final List<String> dictionary;
  private final byte[][] encoded;

  Utf8Values(String columnName, StringColumn column) {
    this.columnName = columnName;
    this.dictionary = column.dictionary();
    this.encoded = new byte[dictionary.size()][];
  }

  /**
   * The bytes of the value with this code; shared, not to be written.
   *
   * @throws IllegalArgumentException if the value is not Unicode text and so would not be read back
   *     as it was
   */
  byte[] bytes(int code) {
    byte[] bytes = encoded[code];
    if (bytes == null) {
      bytes = encode(dictionary.get(code));
      encoded[code] = bytes;
    }
    return bytes;
  }

  private byte[] encode(String value) {
    for (int i = 0; i < value.length(); i++) {
      char unit = value.charAt(i);
      if (Character.isSurrogate(unit)) {
        if (!Character.isSurrogatePair(unit, i + 1 < value.length() ? value.charAt(i + 1) : 0)) {
          throw new IllegalArgumentException(
              "a value of column '"
                  + columnName
                  + "' is not Unicode text: unpaired surrogate at index "
                  + i);
        }
        i++;
      }
    }
    return value.getBytes(StandardCharsets.UTF_8);
  }
}
