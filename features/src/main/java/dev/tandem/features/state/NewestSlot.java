package dev.tandem.features.state;

import dev.tandem.features.aggregate.WindowState;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.timeline.SelectedEvents;
import dev.tandem.features.view.Selection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The newest events of one selection, newest first.
 *
 * <table>
 * <caption>Bytes of one entry</caption>
 * <tr><td>varint</td><td>the time before minus this one, plus 1; for the first, the time before is
 *     cut - 1; 0 ends the run</td></tr>
 * <tr><td>8 + 8</td><td>the event's identity, which breaks ties when states are merged</td></tr>
 * <tr><td>value</td><td>int64, timestamp, bool: zigzag; float64: the 8 bytes of its ordered form;
 *     string: its length in UTF-8 as varint, then UTF-8</td></tr>
 * </table>
 */
final class NewestSlot implements Slot {
  private static final Comparator<Entry> NEWEST_FIRST =
      Comparator.comparingLong(Entry::time)
          .thenComparingLong(Entry::idHigh)
          .thenComparingLong(Entry::idLow)
          .reversed();

  private final Selection selection;
  private final int limit;
  private final List<Reader> readers;
  private final ValueForm form;

  /** A feature and how many values it asks for. */
  record Reader(Target target, int limit) {}

  private record Entry(long time, long idHigh, long idLow, long number, String text) {}

  NewestSlot(Selection selection, int limit, List<Reader> readers) {
    this.selection = selection;
    this.limit = limit;
    this.readers = List.copyOf(readers);
    this.form = ValueForm.of(selection.field().orElseThrow().type());
  }

  private long oldestKept(long cut) {
    return readers.stream().mapToLong(r -> r.target().startMillis(cut)).min().orElseThrow();
  }

  @Override
  public EntityWriter folding(FoldedEvents events) {
    SelectedEvents selected = events.selected(selection);
    long[] high = events.table().longs(EventColumns.ID_HI).values();
    long[] low = events.table().longs(EventColumns.ID_LO).values();
    long[] values = selected.values();
    List<String> dictionary = selected.dictionary();
    long kept = oldestKept(events.cut());
    return (entity, out) -> {
      long before = events.cut() - 1;
      int stop = Math.max(selected.start(entity), selected.start(entity + 1) - limit);
      for (int i = selected.start(entity + 1) - 1; i >= stop && selected.time(i) >= kept; i--) {
        int row = selected.row(i);
        String text = form == ValueForm.TEXT ? dictionary.get((int) values[i]) : "";
        write(new Entry(selected.time(i), high[row], low[row], values[i], text), before, out);
        before = selected.time(i);
      }
      out.varint(0);
    };
  }

  private void write(Entry entry, long before, StateWriter out) {
    out.varint(before - entry.time() + 1);
    out.fixed64(entry.idHigh());
    out.fixed64(entry.idLow());
    if (form == ValueForm.TEXT) {
      out.text(entry.text());
    } else {
      form.write(entry.number(), out);
    }
  }

  @Override
  public void merge(StateCursor a, long cutOfA, StateCursor b, long cutOfB, StateWriter out) {
    List<Entry> entries = new ArrayList<>();
    collect(a, cutOfA, entries);
    collect(b, cutOfB, entries);
    entries.sort(NEWEST_FIRST);
    long cut = Math.max(cutOfA, cutOfB);
    long kept = oldestKept(cut);
    long before = cut - 1;
    for (Entry entry : entries.subList(0, Math.min(limit, entries.size()))) {
      if (entry.time() >= kept) {
        write(entry, before, out);
        before = entry.time();
      }
    }
    out.varint(0);
  }

  private void collect(StateCursor in, long cut, List<Entry> entries) {
    long time = cut - 1;
    for (long step = in.varint(); step != 0; step = in.varint()) {
      time -= step - 1;
      long high = in.fixed64();
      long low = in.fixed64();
      String text = form == ValueForm.TEXT ? in.text() : "";
      entries.add(new Entry(time, high, low, form == ValueForm.TEXT ? 0 : form.read(in), text));
    }
  }

  // Hot path: StateReaderBenchmark.
  @Override
  public void read(StateCursor in, long cut, long instant, WindowState[] features, long[] starts) {
    for (int r = 0; r < readers.size(); r++) {
      starts[r] = readers.get(r).target().startMillis(instant);
    }
    long time = cut - 1;
    for (long step = in.varint(); step != 0; step = in.varint()) {
      time -= step - 1;
      in.skip(2 * Long.BYTES);
      if (form == ValueForm.TEXT) {
        readText(in, time, features, starts);
      } else {
        readNumber(in, time, features, starts);
      }
    }
  }

  private void readNumber(StateCursor in, long time, WindowState[] features, long[] starts) {
    long value = form.read(in);
    for (int r = 0; r < readers.size(); r++) {
      WindowState window = features[readers.get(r).target().feature()];
      if (time >= starts[r] && window.length() < readers.get(r).limit()) {
        window.addItem(value);
      }
    }
  }

  private void readText(StateCursor in, long time, WindowState[] features, long[] starts) {
    String value = null;
    for (int r = 0; r < readers.size(); r++) {
      WindowState window = features[readers.get(r).target().feature()];
      if (time >= starts[r] && window.length() < readers.get(r).limit()) {
        value = value == null ? in.text() : value;
        window.addText(value);
      }
    }
    if (value == null) {
      in.skipText();
    }
  }

  @Override
  public int scratch() {
    return readers.size();
  }

  @Override
  public String description() {
    long reach = readers.stream().mapToLong(r -> r.target().lengthMillis()).max().orElseThrow();
    return "newest " + limit + " reaching " + reach + selection.description();
  }
}
