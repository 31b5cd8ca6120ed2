package dev.tandem.features.state;

import dev.tandem.features.timeline.SelectedEvents;
import dev.tandem.features.timeline.Tiling;
import dev.tandem.features.view.Selection;
import java.util.Arrays;
import java.util.List;

/**
 * The oldest event of each non-empty tile of one resolution, newest first, in the form of {@link
 * StoredEventForm}. A window begins where a tile does, so its oldest event is that of its first
 * tile.
 */
final class OldestSlot implements Slot {
  private static final long NOWHERE = -1;

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

  // Hot path: FetchBenchmark. Only the values that windows begin with are read.
  @Override
  public void read(StateRuns runs, Windows windows) {
    int count = targets.size();
    long[] scratch = runs.scratch(2 * count);
    for (int t = 0; t < count; t++) {
      scratch[t] = targets.get(t).startMillis(windows.instant());
      FeatureWindows of = windows.of(targets.get(t));
      if (of != null) {
        of.expectValues(runs.size());
      }
    }
    for (int run = 0; run < runs.size(); run++) {
      for (Target target : targets) {
        FeatureWindows of = windows.of(target);
        if (of != null) {
          of.beginValues(run, 1);
        }
      }
      StateCursor in = runs.open(run);
      if (in != null) {
        read(in, runs.cut(run), run, windows, scratch);
        runs.passed(run);
      }
    }
  }

  private void read(StateCursor in, long cut, int run, Windows windows, long[] scratch) {
    int count = targets.size();
    Arrays.fill(scratch, count, 2 * count, NOWHERE);
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
      FeatureWindows of = windows.of(targets.get(t));
      if (scratch[count + t] != NOWHERE && of != null) {
        in.position((int) scratch[count + t]);
        of.addValue(run, value(in, of));
      }
    }
    in.position(end);
  }

  private long value(StateCursor in, FeatureWindows of) {
    if (form == ValueForm.TEXT) {
      int from = in.textStart();
      return of.texts().code(in.bytes(), from, in.position());
    }
    return form.read(in);
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
