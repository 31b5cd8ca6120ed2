package dev.tandem.infra.benchmarks;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random events of 500 items over ten days, 60 for each item, the same in every run. */
final class FetchEvents {
  static final long END = 1_700_000_000_000L;

  private static final int ITEMS = 500;
  private static final int USERS = 300;
  private static final int EVENTS = 60 * ITEMS;

  private FetchEvents() {}

  static Table random() {
    List<Field> fields = new ArrayList<>(EventColumns.FIELDS);
    fields.add(new Field("user_id", ValueType.INT64));
    fields.add(new Field("item_id", ValueType.INT64));
    fields.add(new Field("behaviour", ValueType.STRING));
    fields.add(new Field("price", ValueType.FLOAT64));
    fields.add(new Field("time", ValueType.TIMESTAMP));
    Table events = Table.allocate(fields, EVENTS);
    Random random = new Random(7);
    String[] behaviours = {"pv", "pv", "pv", "pv", "pv", "pv", "cart", "fav", "buy"};
    for (int row = 0; row < EVENTS; row++) {
      long time = END - 1 - random.nextInt((int) Duration.ofDays(10).toMillis());
      events.longs(EventColumns.TIME).set(row, time);
      events.longs(EventColumns.ID_HI).set(row, random.nextLong());
      events.longs(EventColumns.ID_LO).set(row, random.nextLong());
      events.longs("user_id").set(row, random.nextInt(USERS));
      events.longs("item_id").set(row, random.nextInt(ITEMS));
      events.strings("behaviour").set(row, behaviours[random.nextInt(behaviours.length)]);
      events.doubles("price").set(row, random.nextInt(10_000) / 100.0);
      events.longs("time").set(row, time);
    }
    return events;
  }
}
