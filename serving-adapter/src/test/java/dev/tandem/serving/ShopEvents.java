package dev.tandem.serving;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random events of the shop over ten days, some at equal times, some without price or category. */
public final class ShopEvents {
  /** When the first event may happen. */
  public static final long BEGIN = 1_700_000_000_000L;

  /** After the last event. */
  public static final long END = BEGIN + Duration.ofDays(10).toMillis();

  /** The number of users that have events, from 0. */
  public static final int USERS = 12;

  /** The number of items that have events, {@code i0}, {@code i1} and so on. */
  public static final int ITEMS = 9;

  private ShopEvents() {}

  /** Events by a seed. */
  public static Table random(long seed, int count) {
    List<Field> fields = new ArrayList<>(EventColumns.FIELDS);
    fields.add(ShopProject.USER);
    fields.add(ShopProject.ITEM);
    fields.add(new Field("category", ValueType.STRING));
    fields.add(new Field("price", ValueType.FLOAT64));
    fields.add(new Field("time", ValueType.TIMESTAMP));
    Table events = Table.allocate(fields, count);
    Random random = new Random(seed);
    for (int row = 0; row < count; row++) {
      long time = BEGIN + random.nextInt(10 * 24 * 60) * 60_000L;
      events.longs(EventColumns.TIME).set(row, time);
      events.longs("time").set(row, time);
      events.longs(EventColumns.ID_HI).set(row, random.nextLong());
      events.longs(EventColumns.ID_LO).set(row, random.nextLong());
      events.longs("user_id").set(row, random.nextInt(USERS));
      events.strings("item_id").set(row, "i" + random.nextInt(ITEMS));
      if (random.nextInt(4) > 0) {
        events.doubles("price").set(row, random.nextInt(100_000) / 1000.0);
        events.strings("category").set(row, "c" + random.nextInt(3));
      }
    }
    return events;
  }

  /** The bits of a value, or null: equal strings mean equal bits. */
  public static String bits(Column column, int row) {
    if (column.isNull(row)) {
      return "null";
    }
    if (column instanceof DoubleColumn doubles) {
      return Long.toHexString(Double.doubleToRawLongBits(doubles.value(row)));
    }
    if (column instanceof LongColumn longs) {
      return Long.toString(longs.value(row));
    }
    if (column instanceof StringColumn strings) {
      return '"' + strings.value(row) + '"';
    }
    ListColumn lists = (ListColumn) column;
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < lists.length(row); i++) {
      text.append(bits(lists.elements(), lists.start(row) + i)).append(' ');
    }
    return text.append(']').toString();
  }
}
