package dev.tandem.features.key;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Function;

/** The keys of rows, as {@link EntityKeyCodec} encodes them. */
public final class EntityKeys {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] prefix;
  private final List<Field> keys;
  private final Column[] columns;

  private EntityKeys(byte[] prefix, List<Field> keys, Column[] columns) {
    this.prefix = prefix;
    this.keys = keys;
    this.columns = columns;
  }

  static EntityKeys of(byte[] prefix, List<Field> keys, Function<String, Column> rows) {
    Column[] columns = new Column[keys.size()];
    for (int i = 0; i < columns.length; i++) {
      Field key = keys.get(i);
      columns[i] = rows.apply(key.name());
      if (columns[i].type() != key.type()) {
        throw new IllegalArgumentException(
            "entity key '"
                + key.name()
                + "' is "
                + columns[i].type().declaredName()
                + " in the table and "
                + key.type().declaredName()
                + " in the declaration");
      }
    }
    return new EntityKeys(prefix, keys, columns);
  }

  /**
   * The key of a row, in an array of its own.
   *
   * @throws IllegalArgumentException as {@link #length}
   */
  public byte[] encode(int row) {
    byte[] bytes = new byte[length(row)];
    encode(row, bytes, 0);
    return bytes;
  }

  // Hot path: FetchBenchmark. Nothing is allocated for a key of integers or ASCII text.
  /** Writes the key of a row, {@link #length} bytes from a position on. */
  public void encode(int row, byte[] into, int from) {
    System.arraycopy(prefix, 0, into, from, prefix.length);
    int position = from + prefix.length;
    for (Column column : columns) {
      int own = column.size() == 1 ? 0 : row;
      if (column instanceof StringColumn strings) {
        position = EntityKeyCodec.putString(into, position, strings.value(own));
      } else {
        into[position] = EntityKeyCodec.INT64;
        LONG.set(into, position + 1, ((LongColumn) column).value(own));
        position += 1 + Long.BYTES;
      }
    }
  }

  /**
   * The number of bytes of a row's key.
   *
   * @throws IllegalArgumentException if a key field is null or holds a string that is not Unicode
   *     text
   */
  public int length(int row) {
    int length = prefix.length;
    for (int i = 0; i < columns.length; i++) {
      int own = columns[i].size() == 1 ? 0 : row;
      if (columns[i].isNull(own)) {
        throw new IllegalArgumentException(
            "entity key '" + keys.get(i).name() + "' is null in row " + row);
      }
      length +=
          columns[i] instanceof StringColumn strings
              ? EntityKeyCodec.stringPartLength(strings.value(own))
              : 1 + Long.BYTES;
    }
    return length;
  }
}
