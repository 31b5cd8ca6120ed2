package dev.tandem.features.state;

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

  // Hot path: FetchBenchmark.
  @Override
  public void read(StateRuns runs, Windows windows) {
    long[] starts = runs.scratch(readers.size());
    for (int r = 0; r < readers.size(); r++) {
      starts[r] = readers.get(r).target().startMillis(windows.instant());
      FeatureWindows of = windows.of(readers.get(r).target());
      if (of != null) {
        of.expectValues(runs.size() * readers.get(r).limit());
      }
    }
    for (int run = 0; run < runs.size(); run++) {
      for (int r = 0; r < readers.size(); r++) {
        FeatureWindows of = windows.of(readers.get(r).target());
        if (of != null) {
          of.beginValues(run, readers.get(r).limit());
        }
      }
      StateCursor in = runs.open(run);
      if (in != null) {
        read(in, runs.cut(run), run, windows, starts);
        runs.passed(run);
      }
    }
  }

  private void read(StateCursor in, long cut, int run, Windows windows, long[] starts) {
    boolean isText = form == ValueForm.TEXT;
    long time = cut - 1;
    for (long step = in.varint(); step != 0; step = in.varint()) {
      time -= step - 1;
      in.skip(2 * Long.BYTES);
      int from = isText ? in.textStart() : 0;
      long value = isText ? 0 : form.read(in);
      for (int r = 0; r < readers.size(); r++) {
        FeatureWindows of = windows.of(readers.get(r).target());
        if (time >= starts[r] && of != null && of.values(run) < readers.get(r).limit()) {
          of.addValue(run, isText ? of.texts().code(in.bytes(), from, in.position()) : value);
        }
      }
    }
  }

  @Override
  public String description() {
    long reach = readers.stream().mapToLong(r -> r.target().lengthMillis()).max().orElseThrow();
    return "newest " + limit + " reaching " + reach + selection.description();
  }
}
