package dev.tandem.features.key;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * Encodes entity keys: equal keys give equal bytes, different keys different ones, for ever.
 *
 * <table>
 *   <caption>Bytes of a key</caption>
 *   <tr><th>bytes</th><th>meaning</th></tr>
 *   <tr><td>1</td><td>format version, {@value #FORMAT_VERSION}</td></tr>
 *   <tr><td>1</td><td>number of parts, unsigned: the project, the view, then the key fields in their
 *       declared order</td></tr>
 *   <tr><td>each part:</td><td></td></tr>
 *   <tr><td>1</td><td>type: {@value #INT64} int64, {@value #STRING} string</td></tr>
 *   <tr><td>8, if int64</td><td>the value, big-endian two's complement</td></tr>
 *   <tr><td>1–5, if string</td><td>the number of UTF-8 bytes as an unsigned LEB128, as short as it
 *       can be</td></tr>
 *   <tr><td>…, if string</td><td>the UTF-8 bytes</td></tr>
 * </table>
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class EntityKeyCodec {
  static final int FORMAT_VERSION = 1;
  static final int INT64 = 1;
  static final int STRING = 2;

  private static final int MOST_PARTS = 255;

  private final List<Field> keys;
  private final byte[] prefix;

  private EntityKeyCodec(List<Field> keys, byte[] prefix) {
    this.keys = keys;
    this.prefix = prefix;
  }

  /**
   * The codec for the entities of one view.
   *
   * @param keys the entity's key fields in their declared order, each int64 or string
   */
  public static EntityKeyCodec of(String project, String view, List<Field> keys) {
    int parts = 2 + keys.size();
    if (keys.isEmpty() || parts > MOST_PARTS) {
      throw new IllegalArgumentException(
          "an entity has 1 to " + (MOST_PARTS - 2) + " key fields, not " + keys.size());
    }
    for (Field key : keys) {
      checkType(key);
    }
    return new EntityKeyCodec(List.copyOf(keys), prefix(project, view, parts));
  }

  /** The key of a view as a whole, which no entity has: one without key fields. */
  public static byte[] ofView(String project, String view) {
    return prefix(project, view, 2);
  }

  private static byte[] prefix(String project, String view, int parts) {
    byte[] prefix = new byte[2 + stringPartLength(project) + stringPartLength(view)];
    prefix[0] = FORMAT_VERSION;
    prefix[1] = (byte) parts;
    putString(prefix, putString(prefix, 2, project), view);
    return prefix;
  }

  private static void checkType(Field key) {
    switch (key.type()) {
      case INT64, STRING -> {}
      case FLOAT64, BOOL, TIMESTAMP, INT64_LIST, FLOAT64_LIST, STRING_LIST ->
          throw new IllegalArgumentException(
              "entity key '"
                  + key.name()
                  + "' is "
                  + key.type().declaredName()
                  + "; allowed are int64 and string");
    }
  }

  /**
   * The bytes of one row's key; for many rows of a table, {@link #keysOf} is faster.
   *
   * @throws IllegalArgumentException as {@link #of}, {@link #keysOf} and {@link EntityKeys#encode}
   */
  public static byte[] encode(String project, String view, Table rows, List<Field> keys, int row) {
    return of(project, view, keys).keysOf(rows).encode(row);
  }

  /**
   * The keys of a table's rows.
   *
   * @throws IllegalArgumentException if the table lacks a key field or has it with another type
   */
  public EntityKeys keysOf(Table rows) {
    return keysOf(rows::column);
  }

  /**
   * The keys of rows whose key fields are found by name.
   *
   * @param rows for each key field a column, in which a single value stands for every row
   * @throws IllegalArgumentException if a column is of another type than its key field
   */
  public EntityKeys keysOf(Function<String, Column> rows) {
    return EntityKeys.of(prefix, keys, rows);
  }

  /** The number of bytes that a string takes as a part. */
  static int stringPartLength(String value) {
    int utf8 = utf8Length(value);
    return 1 + lengthOfLength(utf8) + utf8;
  }

  private static int lengthOfLength(int length) {
    int bytes = 1;
    for (int rest = length >>> 7; rest != 0; rest >>>= 7) {
      bytes++;
    }
    return bytes;
  }

  private static int utf8Length(String value) {
    int length = 0;
    for (int i = 0; i < value.length(); i++) {
      char unit = value.charAt(i);
      if (unit < 0x80) {
        length += 1;
      } else if (unit < 0x800) {
        length += 2;
      } else if (!Character.isSurrogate(unit)) {
        length += 3;
      } else if (Character.isHighSurrogate(unit)
          && i + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        length += 4;
        i++;
      } else {
        throw new IllegalArgumentException(
            "not Unicode text, so not a key: unpaired surrogate at index " + i);
      }
    }
    return length;
  }

  /** Writes a string part and returns the position after it. */
  static int putString(byte[] bytes, int position, String value) {
    int utf8 = utf8Length(value);
    int next = position;
    bytes[next++] = STRING;
    int rest = utf8;
    for (; rest >>> 7 != 0; rest >>>= 7) {
      bytes[next++] = (byte) (rest | 0x80);
    }
    bytes[next++] = (byte) rest;
    if (utf8 == value.length()) {
      return putAscii(bytes, next, value);
    }
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(text, 0, bytes, next, utf8);
    return next + utf8;
  }

  private static int putAscii(byte[] bytes, int position, String value) {
    int length = value.length();
    for (int i = 0; i < length; i++) {
      bytes[position + i] = (byte) value.charAt(i);
    }
    return position + length;
  }
}
