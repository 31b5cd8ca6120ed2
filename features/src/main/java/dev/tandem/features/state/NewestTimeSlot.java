package dev.tandem.features.state;

import dev.tandem.features.timeline.SelectedEvents;
import dev.tandem.features.view.Selection;
import java.util.List;

/**
 * The time of the newest event of one selection.
 *
 * <table>
 * <caption>Bytes</caption>
 * <tr><td>varint</td><td>cut minus the time; 0 if there is no event, or none that a window can
 *     reach</td></tr>
 * </table>
 */
final class NewestTimeSlot implements Slot {
  private static final long NONE = Long.MIN_VALUE;

  private final Selection selection;
  private final List<Target> targets;

  NewestTimeSlot(Selection selection, List<Target> targets) {
    this.selection = selection;
    this.targets = List.copyOf(targets);
  }

  @Override
  public EntityWriter folding(FoldedEvents events) {
    SelectedEvents selected = events.selected(selection);
    return (entity, since, out) -> {
      int end = selected.start(entity + 1);
      boolean none = end == selected.start(entity);
      write(none ? NONE : selected.time(end - 1), events.cut(), since, out);
    };
  }

  private void write(long time, long cut, long since, StateWriter out) {
    long reached = targets.stream().mapToLong(t -> t.startMillis(cut)).min().orElseThrow();
    out.varint(time == NONE || time < Math.max(reached, since) ? 0 : cut - time);
  }

  @Override
  public void merge(
      StateCursor a, long cutOfA, StateCursor b, long cutOfB, long since, StateWriter out) {
    write(Math.max(time(a, cutOfA), time(b, cutOfB)), Math.max(cutOfA, cutOfB), since, out);
  }

  private static long time(StateCursor in, long cut) {
    long age = in.varint();
    return age == 0 ? NONE : cut - age;
  }

  // Hot path: FetchBenchmark.
  @Override
  public void read(StateRuns runs, Windows windows) {
    long[] times = runs.scratch(runs.size());
    for (int run = 0; run < runs.size(); run++) {
      StateCursor in = runs.open(run);
      times[run] = NONE;
      if (in != null) {
        times[run] = time(in, runs.cut(run));
        runs.passed(run);
      }
    }
    for (Target target : targets) {
      FeatureWindows of = windows.of(target);
      if (of != null) {
        hand(times, target.startMillis(windows.instant()), windows.size(), of, target.state());
      }
    }
  }

  private static void hand(long[] times, long start, int size, FeatureWindows of, int state) {
    long[] numbers = of.numbers(state);
    int[] occupied = of.occupied();
    for (int run = 0; run < size; run++) {
      if (times[run] != NONE && times[run] >= start) {
        numbers[run] = times[run];
        occupied[run] = 1;
      }
    }
  }

  @Override
  public String description() {
    long reach = targets.stream().mapToLong(Target::lengthMillis).max().orElseThrow();
    return "newest time reaching " + reach + selection.description();
  }
}
