package dev.tandem.infra.shop;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Writes the event log and makes it as dirty as asked. Clean rows are never damaged: a damaged row
 * is a further row with an event id of its own, so that what the clean rows say stays true.
 */
final class EventFile implements Closeable {
  static final String HEADER =
      "event_id,type,event_time,received_at,user_id,item_id,category,impression_id,position,device,"
          + "price,rating";

  private static final long FIRST_DIRTY_EVENT_ID = 1_000_000_000_000L;
  private static final int FARTHEST_DISPLACEMENT = 500;
  private static final long DAY_MILLIS = 86_400_000L;
  private static final Dirt[] KINDS = Dirt.values();

  private final CsvFile file;
  private final double dirtyShare;
  private final ShopRandom random;
  private final PriorityQueue<Held> held =
      new PriorityQueue<>(Comparator.comparingLong(Held::until).thenComparingLong(Held::order));
  private final Map<Dirt, Long> dirty = new EnumMap<>(Dirt.class);
  private long rows;
  private long heldEver;
  private long nextDirtyEventId = FIRST_DIRTY_EVENT_ID;

  /** A row that waits until so many rows are written. */
  private record Held(long until, long order, String row) {}

  EventFile(Path path, double dirtyShare, ShopRandom random) throws IOException {
    this.file = CsvFile.create(path, HEADER);
    this.dirtyShare = dirtyShare;
    this.random = random;
    for (Dirt kind : KINDS) {
      dirty.put(kind, 0L);
    }
  }

  /** Writes a clean row, and perhaps a dirty one with it. */
  void write(ShopEvent event) throws IOException {
    while (!held.isEmpty() && held.peek().until() <= rows) {
      line(held.remove().row());
    }
    if (!random.chance(dirtyShare)) {
      line(row(event));
      return;
    }
    Dirt kind = KINDS[random.below(KINDS.length)];
    dirty.merge(kind, 1L, Long::sum);
    switch (kind) {
      case OUT_OF_ORDER -> hold(row(event));
      case DUPLICATE -> {
        line(row(event));
        hold(row(event));
      }
      case LATE -> {
        line(row(event));
        long received = event.time() + 2 * DAY_MILLIS + 1 + random.below((int) (5 * DAY_MILLIS));
        line(row(event.copy(nextDirtyEventId++, received)));
      }
      case BAD_NUMBER,
          MISSING_FIELD,
          WRONG_COLUMN_COUNT,
          NOT_A_NUMBER,
          FUTURE_DATE,
          BEFORE_1970 -> {
        line(row(event));
        line(damaged(row(event.copy(nextDirtyEventId++, event.received())), kind));
      }
    }
  }

  /** How many rows stand in the file, without the header. */
  long rows() {
    return rows;
  }

  /** How many dirty rows of each kind stand in the file once it is closed. */
  Map<Dirt, Long> dirty() {
    return dirty;
  }

  private void line(String row) throws IOException {
    file.line(row);
    rows++;
  }

  private void hold(String row) {
    held.add(new Held(rows + 1 + random.below(FARTHEST_DISPLACEMENT), heldEver++, row));
  }

  private String row(ShopEvent event) {
    file.value(event.eventId())
        .value(event.type().word())
        .instant(event.time())
        .instant(event.received())
        .value(event.user() + 1L)
        .value(event.item() + 1L)
        .value(event.category().word())
        .value(event.impressionId())
        .value(event.position())
        .value(event.device().word())
        .hundredths(event.priceCents());
    return (event.stars() == 0 ? file.value("") : file.value(event.stars())).take();
  }

  private String damaged(String row, Dirt kind) {
    List<String> cells = new ArrayList<>(List.of(row.split(",", -1)));
    switch (kind) {
      case BAD_NUMBER -> cells.set(random.chance(0.5) ? 8 : 10, random.chance(0.5) ? "n/a" : "1O");
      case MISSING_FIELD -> cells.set(new int[] {0, 1, 2, 4, 5}[random.below(5)], "");
      case WRONG_COLUMN_COUNT -> {
        if (random.chance(0.5)) {
          cells.add("x");
        } else {
          cells.subList(1 + random.below(9), cells.size()).clear();
        }
      }
      case NOT_A_NUMBER -> cells.set(10, random.chance(0.5) ? "NaN" : "Infinity");
      case FUTURE_DATE -> cells.set(2, "2099" + cells.get(2).substring(4));
      case BEFORE_1970 -> {
        cells.set(2, "1969-12-31" + cells.get(2).substring(10));
        cells.set(3, "1969-12-31T23:59:59.999Z");
      }
      case DUPLICATE, OUT_OF_ORDER, LATE ->
          throw new IllegalStateException(kind + " damages no row");
    }
    return String.join(",", cells);
  }

  @Override
  public void close() throws IOException {
    try (file) {
      while (!held.isEmpty()) {
        line(held.remove().row());
      }
    }
  }
}
