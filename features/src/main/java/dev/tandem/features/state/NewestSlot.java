package dev.tandem.features.state;

import dev.tandem.features.aggregate.WindowState;
import dev.tandem.features.timeline.SelectedEvents;
import dev.tandem.features.view.Selection;
import java.util.List;

/** The newest events of one selection, newest first, in the form of {@link StoredEventForm}. */
final class NewestSlot implements Slot {
  private final Selection selection;
  private final int limit;
  private final List<Reader> readers;
  private final ValueForm form;
  private final StoredEventForm entries;

  /** A feature and how many values it asks for. */
  record Reader(Target target, int limit) {}

  NewestSlot(Selection selection, int limit, List<Reader> readers) {
    this.selection = selection;
    this.limit = limit;
    this.readers = List.copyOf(readers);
    this.form = ValueForm.of(selection.field().orElseThrow().type());
    this.entries = new StoredEventForm(form);
  }

  private long oldestKept(long cut) {
    return readers.stream().mapToLong(r -> r.target().startMillis(cut)).min().orElseThrow();
  }

  @Override
  public EntityWriter folding(FoldedEvents events) {
    SelectedEvents selected = events.selected(selection);
    StoredEventForm.Source source = entries.source(events, selected);
    long reached = oldestKept(events.cut());
    return (entity, since, out) -> {
      long kept = Math.max(reached, since);
      long before = events.cut() - 1;
      int stop = Math.max(selected.start(entity), selected.start(entity + 1) - limit);
      for (int i = selected.start(entity + 1) - 1; i >= stop && selected.time(i) >= kept; i--) {
        entries.write(source.event(i), before, out);
        before = selected.time(i);
      }
      out.varint(0);
    };
  }

  @Override
  public void merge(
      StateCursor a, long cutOfA, StateCursor b, long cutOfB, long since, StateWriter out) {
    List<StoredEvent> events = entries.readBoth(a, cutOfA, b, cutOfB);
    long cut = Math.max(cutOfA, cutOfB);
    long kept = Math.max(oldestKept(cut), since);
    long before = cut - 1;
    for (StoredEvent event : events.subList(0, Math.min(limit, events.size()))) {
      if (event.time() >= kept) {
        entries.write(event, before, out);
        before = event.time();
      }
    }
    out.varint(0);
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
