package dev.tandem.features.pointintime;

import dev.tandem.features.aggregate.Tally;
import dev.tandem.features.timeline.SelectedEvents;
import dev.tandem.features.timeline.Timelines;
import java.util.List;

/**
 * Finds smallest or largest values with one monotonic stack for all windows.
 *
 * <p>The ends of an entity's rows cut its events into stretches. A window is the rest of the
 * stretch in which it begins, whose extremum is known for every event, and whole stretches. All
 * windows of a row end with the same stretch: the stack holds the stretches that no later one
 * beats, oldest first, so that the first one after a window's beginning is the extremum of them
 * all.
 */
record ExtremumSweep(Tally tally) implements NumberSweep {

  @Override
  public long[][] sweep(SelectedWindows windows, List<int[]> firsts) {
    // Complementing turns the order round without overflow.
    Stretches stretches = new Stretches(windows, tally == Tally.MAX ? -1 : 0);
    long[][] extrema = new long[firsts.size()][windows.end().length];
    Timelines rows = windows.rows().rows();
    for (int entity = 0; entity < rows.entities(); entity++) {
      stretches.begin(windows.events().start(entity));
      for (int row = rows.start(entity); row < rows.start(entity + 1); row++) {
        stretches.reach(windows.end()[row]);
        stretches.read(row, firsts, extrema);
      }
    }
    return extrema;
  }

  private static final class Stretches {
    private final long[] keys;
    private final long flip;
    private final int[] ends;
    // For each event of the entity at hand, the least key from it to the end of its stretch.
    private final long[] rest;
    private final int[] stack;
    private int start;
    private int end;
    private int height;

    Stretches(SelectedWindows windows, long flip) {
      SelectedEvents events = windows.events();
      int longest = 0;
      for (int entity = 0; entity < windows.rows().rows().entities(); entity++) {
        longest = Math.max(longest, events.start(entity + 1) - events.start(entity));
      }
      this.keys = events.values();
      this.flip = flip;
      this.ends = windows.end();
      this.rest = new long[longest];
      this.stack = new int[longest];
    }

    void begin(int first) {
      start = first;
      end = first;
      height = 0;
    }

    // Hot path: PointInTimeJoinBenchmark. Without branches that depend on values, but for a few
    // in each stretch.
    void reach(int newEnd) {
      if (newEnd == end) {
        return;
      }
      long least = Long.MAX_VALUE;
      for (int event = newEnd - 1; event >= end; event--) {
        least = Math.min(least, keys[event] ^ flip);
        rest[event - start] = least;
      }
      while (height > 0 && rest[stack[height - 1]] >= least) {
        height--;
      }
      stack[height++] = end - start;
      end = newEnd;
    }

    // Hot path: PointInTimeJoinBenchmark.
    void read(int row, List<int[]> firsts, long[][] extrema) {
      int stretch = height;
      for (int w = 0; w < extrema.length; w++) {
        int first = firsts.get(w)[row];
        if (first < ends[row]) {
          stretch = firstAfter(first - start, stretch);
          long least = rest[first - start];
          if (stretch < height) {
            least = Math.min(least, rest[stack[stretch]]);
          }
          extrema[w][row] = least ^ flip;
        }
      }
    }

    /**
     * The index of the first stretch on the stack that begins after an event, looked for from where
     * the last window's was: stacks are low, and windows mostly come in order of their length.
     */
    private int firstAfter(int event, int near) {
      int found = near;
      while (found > 0 && stack[found - 1] > event) {
        found--;
      }
      while (found < height && stack[found] <= event) {
        found++;
      }
      return found;
    }
  }
}
