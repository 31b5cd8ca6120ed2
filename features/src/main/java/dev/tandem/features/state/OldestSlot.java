package dev.tandem.features.state;

import dev.tandem.features.aggregate.WindowState;
import dev.tandem.features.timeline.SelectedEvents;
import dev.tandem.features.timeline.Tiling;
import dev.tandem.features.view.Selection;
import java.util.List;

/**
 * The oldest event of each non-empty tile of one resolution, newest first, in the form of {@link
 * StoredEventForm}. A window begins where a tile does, so its oldest event is that of its first
 * tile.
 */
final class OldestSlot implements Slot {
  private final Selection selection;
  private final Tiling tiling;
  private final List<Target> targets;
  private final ValueForm form;
  private final StoredEventForm entries;

  OldestSlot(Selection selection, Tiling tiling, List<Target> targets) {
    this.selection = selection;
    this.tiling = tiling;
    this.targets = List.copyOf(targets);
    this.form = ValueForm.of(selection.field().orElseThrow().type());
    this.entries = new StoredEventForm(form);
  }

  private long oldestKept(long cut) {
    return targets.stream().mapToLong(t -> t.startMillis(cut)).min().orElseThrow();
  }

  @Override
  public EntityWriter folding(FoldedEvents events) {
    SelectedEvents selected = events.selected(selection);
    StoredEventForm.Source source = entries.source(events, selected);
    long reached = oldestKept(events.cut());
    return (entity, since, out) -> {
      long kept = Math.max(reached, since);
      int start = selected.start(entity);
      long before = events.cut() - 1;
      for (int i = selected.start(entity + 1) - 1; i >= start && selected.time(i) >= kept; i--) {
        if (i == start || tileOf(selected, i - 1) != tileOf(selected, i)) {
          entries.write(source.event(i), before, out);
          before = selected.time(i);
        }
      }
      out.varint(0);
    };
  }

  private long tileOf(SelectedEvents selected, int event) {
    return tiling.tileOf(selected.time(event));
  }

  @Override
  public void merge(
      StateCursor a, long cutOfA, StateCursor b, long cutOfB, long since, StateWriter out) {
    List<StoredEvent> events = entries.readBoth(a, cutOfA, b, cutOfB);
    long cut = Math.max(cutOfA, cutOfB);
    long kept = Math.max(oldestKept(cut), since);
    long before = cut - 1;
    for (int i = 0; i < events.size(); i++) {
      StoredEvent event = events.get(i);
      long tile = tiling.tileOf(event.time());
      boolean last = i + 1 == events.size() || tiling.tileOf(events.get(i + 1).time()) != tile;
      if (last && event.time() >= kept) {
        entries.write(event, before, out);
        before = event.time();
      }
    }
    out.varint(0);
  }

  // Hot path: StateReaderBenchmark. Only the values that windows begin with are read.
  @Override
  public void read(StateCursor in, long cut, long instant, WindowState[] features, long[] scratch) {
    int count = targets.size();
    for (int t = 0; t < count; t++) {
      scratch[t] = targets.get(t).startMillis(instant);
      scratch[count + t] = 0;
    }
    long time = cut - 1;
    for (long step = in.varint(); step != 0; step = in.varint()) {
      time -= step - 1;
      in.skip(2 * Long.BYTES);
      for (int t = 0; t < count; t++) {
        scratch[count + t] = time >= scratch[t] ? in.position() : scratch[count + t];
      }
      form.read(in);
    }
    int end = in.position();
    for (int t = 0; t < count; t++) {
      if (scratch[count + t] != 0) {
        in.position((int) scratch[count + t]);
        add(in, features[targets.get(t).feature()]);
      }
    }
    in.position(end);
  }

  private void add(StateCursor in, WindowState window) {
    if (form == ValueForm.TEXT) {
      window.addText(in.text());
    } else {
      window.addItem(form.read(in));
    }
  }

  @Override
  public int scratch() {
    return 2 * targets.size();
  }

  @Override
  public String description() {
    long reach = targets.stream().mapToLong(Target::lengthMillis).max().orElseThrow();
    return "oldest in tiles of "
        + tiling.resolutionMillis()
        + " reaching "
        + reach
        + selection.description();
  }
}
