package dev.tandem.features.key;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** The keys of a table's rows, as {@link EntityKeyCodec} encodes them. */
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

  static EntityKeys of(byte[] prefix, List<Field> keys, Table rows) {
    Column[] columns = new Column[keys.size()];
    for (int i = 0; i < columns.length; i++) {
      Field key = keys.get(i);
      columns[i] = rows.column(key.name());
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
   * @throws IllegalArgumentException if a key field is null or holds a string that is not Unicode
   *     text
   */
  public byte[] encode(int row) {
    // Hot path: one array per key and nothing else; once per entity of a request.
    byte[] bytes = Arrays.copyOf(prefix, prefix.length + length(row));
    int position = prefix.length;
    for (Column column : columns) {
      if (column instanceof StringColumn strings) {
        position = EntityKeyCodec.putString(bytes, position, strings.value(row));
      } else {
        bytes[position] = EntityKeyCodec.INT64;
        LONG.set(bytes, position + 1, ((LongColumn) column).value(row));
        position += 1 + Long.BYTES;
      }
    }
    return bytes;
  }

  private int length(int row) {
    int length = 0;
    for (int i = 0; i < columns.length; i++) {
      if (columns[i].isNull(row)) {
        throw new IllegalArgumentException(
            "entity key '" + keys.get(i).name() + "' is null in row " + row);
      }
      length +=
          columns[i] instanceof StringColumn strings
              ? EntityKeyCodec.stringPartLength(strings.value(row))
              : 1 + Long.BYTES;
    }
    return length;
  }
}
