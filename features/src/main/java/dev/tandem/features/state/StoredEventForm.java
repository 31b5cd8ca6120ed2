package dev.tandem.features.state;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.timeline.SelectedEvents;
import java.util.ArrayList;
import java.util.List;

/**
 * How runs of events, newest first, are written.
 *
 * <table>
 * <caption>Bytes of one entry</caption>
 * <tr><td>varint</td><td>the time before minus this one, plus 1; for the first, the time before is
 *     cut - 1; 0 ends the run</td></tr>
 * <tr><td>8 + 8</td><td>the event's identity, which breaks ties when states are merged</td></tr>
 * <tr><td>value</td><td>int64, timestamp, bool: zigzag; float64: the 8 bytes of its ordered form;
 *     string: its length in UTF-8 as varint, then UTF-8</td></tr>
 * </table>
 *
 * @param values how the values are written
 */
record StoredEventForm(ValueForm values) {

  /** Writes an event after one of the given time, or after {@code cut - 1}. */
  void write(StoredEvent event, long before, StateWriter out) {
    out.varint(before - event.time() + 1);
    out.fixed64(event.idHigh());
    out.fixed64(event.idLow());
    if (values == ValueForm.TEXT) {
      out.text(event.text());
    } else {
      values.write(event.number(), out);
    }
  }

  /** Reads two runs to their ends; the events of both, newest first. */
  List<StoredEvent> readBoth(StateCursor a, long cutOfA, StateCursor b, long cutOfB) {
    List<StoredEvent> events = new ArrayList<>();
    read(a, cutOfA, events);
    read(b, cutOfB, events);
    events.sort(StoredEvent.NEWEST_FIRST);
    return events;
  }

  private void read(StateCursor in, long cut, List<StoredEvent> events) {
    boolean isText = values == ValueForm.TEXT;
    long time = cut - 1;
    for (long step = in.varint(); step != 0; step = in.varint()) {
      time -= step - 1;
      long high = in.fixed64();
      long low = in.fixed64();
      String text = isText ? in.text() : "";
      events.add(new StoredEvent(time, high, low, isText ? 0 : values.read(in), text));
    }
  }

  /** Where the selected events of a shard are taken from. */
  Source source(FoldedEvents events, SelectedEvents selected) {
    return new Source(
        values,
        selected,
        events.table().longs(EventColumns.ID_HI).values(),
        events.table().longs(EventColumns.ID_LO).values());
  }

  /** The selected events of a shard. */
  static final class Source {
    private final boolean isText;
    private final SelectedEvents selected;
    private final long[] high;
    private final long[] low;

    private Source(ValueForm values, SelectedEvents selected, long[] high, long[] low) {
      this.isText = values == ValueForm.TEXT;
      this.selected = selected;
      this.high = high;
      this.low = low;
    }

    /** The event with a number. */
    StoredEvent event(int number) {
      int row = selected.row(number);
      long value = selected.values()[number];
      String text = isText ? selected.dictionary().get((int) value) : "";
      return new StoredEvent(selected.time(number), high[row], low[row], value, text);
    }
  }
}
