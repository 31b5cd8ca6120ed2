package dev.tandem.features.state;

import dev.tandem.features.aggregate.WindowState;
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
    return (entity, out) -> {
      int end = selected.start(entity + 1);
      boolean none = end == selected.start(entity);
      write(none ? NONE : selected.time(end - 1), events.cut(), out);
    };
  }

  private void write(long time, long cut, StateWriter out) {
    long kept = targets.stream().mapToLong(t -> t.startMillis(cut)).min().orElseThrow();
    out.varint(time == NONE || time < kept ? 0 : cut - time);
  }

  @Override
  public void merge(StateCursor a, long cutOfA, StateCursor b, long cutOfB, StateWriter out) {
    write(Math.max(time(a, cutOfA), time(b, cutOfB)), Math.max(cutOfA, cutOfB), out);
  }

  private static long time(StateCursor in, long cut) {
    long age = in.varint();
    return age == 0 ? NONE : cut - age;
  }

  // Hot path: StateReaderBenchmark.
  @Override
  public void read(StateCursor in, long cut, long instant, WindowState[] features, long[] scratch) {
    long time = time(in, cut);
    for (int t = 0; time != NONE && t < targets.size(); t++) {
      Target target = targets.get(t);
      if (time >= target.startMillis(instant)) {
        WindowState window = features[target.feature()];
        window.occupy();
        window.number(target.state(), time);
      }
    }
  }

  @Override
  public int scratch() {
    return 0;
  }

  @Override
  public String description() {
    long reach = targets.stream().mapToLong(Target::lengthMillis).max().orElseThrow();
    return "newest time reaching " + reach + selection.description();
  }
}
