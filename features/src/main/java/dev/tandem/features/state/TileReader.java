package dev.tandem.features.state;

import dev.tandem.features.aggregate.Tally;
import dev.tandem.features.aggregate.TileTallies;
import dev.tandem.features.aggregate.WindowState;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the tiles of a {@link TileSlot}: one pass from the newest tile to the oldest answers all
 * windows. The sums up to a window's first tile are those of the window. Immutable.
 */
final class TileReader {
  // What becomes of a tally; bytes, so that the loop has a plain switch.
  private static final byte ADD_VARINT = 0;
  private static final byte ADD_ZIGZAG = 1;
  private static final byte LEAST_FIXED = 2;
  private static final byte MOST_FIXED = 3;
  private static final byte LEAST_ZIGZAG = 4;
  private static final byte MOST_ZIGZAG = 5;
  private static final byte PASS = 6;

  private final TileSlot slot;
  private final byte[] operations;
  private final List<TileSlot.Column> totals;
  // Of each distinct window the totals before the place: [ends[w - 1], ends[w]).
  private final int[] ends;
  private final int[] tallyOf;
  private final List<TileSlot.Column> runs;
  private final int[] features;

  /**
   * A reader.
   *
   * @param columns what windows take from the tiles, those of shorter windows first
   */
  TileReader(TileSlot slot, List<TileSlot.Column> columns) {
    this.slot = slot;
    this.totals = columns.stream().filter(c -> c.asked() instanceof Tally).toList();
    this.runs = columns.stream().filter(c -> c.asked() instanceof TileTallies).toList();
    this.tallyOf = totals.stream().mapToInt(TileSlot.Column::tally).toArray();
    this.features = runs.stream().mapToInt(c -> c.target().feature()).distinct().toArray();
    this.operations = new byte[slot.tallies().size()];
    for (int tally = 0; tally < operations.length; tally++) {
      int number = tally;
      // What nobody asks the total of may well have one that does not fit.
      operations[tally] =
          totals.stream().noneMatch(c -> c.tally() == number)
              ? PASS
              : operation(slot.tallies().get(tally).tally(), slot.form());
    }
    int[] found = new int[totals.size()];
    int windows = 0;
    for (int c = 0; c < found.length; c++) {
      boolean isLast =
          c + 1 == found.length
              || totals.get(c + 1).target().lengthMillis() != totals.get(c).target().lengthMillis();
      if (isLast) {
        found[windows++] = c + 1;
      }
    }
    this.ends = Arrays.copyOf(found, windows);
  }

  private static byte operation(Tally tally, ValueForm form) {
    boolean isFixed = form == ValueForm.EIGHT_BYTES;
    return switch (tally) {
      case COUNT, SQUARES_LOW, SQUARES_HIGH -> ADD_VARINT;
      case SUM -> ADD_ZIGZAG;
      case MIN -> isFixed ? LEAST_FIXED : LEAST_ZIGZAG;
      case MAX -> isFixed ? MOST_FIXED : MOST_ZIGZAG;
    };
  }

  /** Reads the slot of every run. */
  void read(StateRuns states, Windows windows) {
    long[] scratch = states.scratch(operations.length + ends.length + runs.size());
    for (int w = 0; w < ends.length; w++) {
      scratch[operations.length + w] = firstTile(totals.get(ends[w] - 1), windows);
    }
    for (int r = 0; r < runs.size(); r++) {
      scratch[operations.length + ends.length + r] = firstTile(runs.get(r), windows);
    }
    long[][] numbers = states.numbers(totals.size());
    int[][] occupied = states.occupied(totals.size());
    for (int c = 0; c < tallyOf.length; c++) {
      TileSlot.Column column = totals.get(c);
      FeatureWindows of = windows.of(column.target());
      numbers[c] = of == null ? states.ignoredNumbers() : of.numbers(column.target().state());
      occupied[c] = of == null ? states.ignoredOccupied() : of.occupied();
    }
    try {
      if (!runs.isEmpty()) {
        readRuns(states, windows, scratch, numbers, occupied);
      } else if (operations.length == 1 && operations[0] == ADD_VARINT) {
        readCounts(states, scratch, numbers, occupied);
      } else {
        readTotals(states, scratch, numbers, occupied);
      }
    } catch (IndexOutOfBoundsException e) {
      throw new CorruptStateException("a state is cut short at the end of what was read", e);
    }
  }

  private long firstTile(TileSlot.Column column, Windows windows) {
    return windows.firstTile(column.target(), slot.tiling());
  }

  // Hot path: FetchBenchmark. The place is a local variable, so that it stays in a register; the
  // limit is looked at once for each tile, and bytes read beyond it are those of other states.
  private void readCounts(StateRuns states, long[] scratch, long[][] numbers, int[][] occupied) {
    byte[] bytes = states.bytes();
    long cut = 0;
    long after = slot.afterNewest(cut);
    for (int run = 0; run < states.size(); run++) {
      int at = states.position(run);
      if (at < 0) {
        continue;
      }
      int limit = states.limit(run);
      if (states.cut(run) != cut) {
        cut = states.cut(run);
        after = slot.afterNewest(cut);
      }
      long tile = after;
      long sum = 0;
      int window = 0;
      long step = bytes[at++];
      while (step != 0) {
        if (step < 0) {
          step = Varints.value(bytes, --at);
          at += Varints.length(bytes, at);
        }
        tile -= step;
        while (window < ends.length && tile < scratch[1 + window]) {
          handCount(window++, run, sum, numbers, occupied);
        }
        long count = bytes[at++];
        if (count < 0) {
          count = Varints.value(bytes, --at);
          at += Varints.length(bytes, at);
        }
        sum = Tally.COUNT.merge(sum, count);
        if (at >= limit) {
          throw states.cutShort(run);
        }
        step = bytes[at++];
      }
      while (window < ends.length) {
        handCount(window++, run, sum, numbers, occupied);
      }
      states.passed(run, at);
    }
  }

  private void handCount(int window, int run, long sum, long[][] numbers, int[][] occupied) {
    if (sum != 0) {
      for (int c = window == 0 ? 0 : ends[window - 1]; c < ends[window]; c++) {
        numbers[c][run] = sum;
        occupied[c][run] = 1;
      }
    }
  }

  // Hot path: FetchBenchmark.
  private void readTotals(StateRuns states, long[] scratch, long[][] numbers, int[][] occupied) {
    byte[] bytes = states.bytes();
    int tallies = operations.length;
    long cut = 0;
    long after = slot.afterNewest(cut);
    for (int run = 0; run < states.size(); run++) {
      int at = states.position(run);
      if (at < 0) {
        continue;
      }
      int limit = states.limit(run);
      if (states.cut(run) != cut) {
        cut = states.cut(run);
        after = slot.afterNewest(cut);
      }
      long tile = after;
      int window = 0;
      boolean any = false;
      long step = bytes[at++];
      while (step != 0) {
        if (step < 0) {
          step = Varints.value(bytes, --at);
          at += Varints.length(bytes, at);
        }
        tile -= step;
        while (window < ends.length && tile < scratch[tallies + window]) {
          if (any) {
            hand(window, run, scratch, numbers, occupied);
          }
          window++;
        }
        if (!any) {
          identities(scratch);
          any = true;
        }
        for (int tally = 0; tally < tallies; tally++) {
          switch (operations[tally]) {
            case ADD_VARINT -> {
              long value = bytes[at++];
              if (value < 0) {
                value = Varints.value(bytes, --at);
                at += Varints.length(bytes, at);
              }
              scratch[tally] = Tally.COUNT.merge(scratch[tally], value);
            }
            case ADD_ZIGZAG -> {
              long value = Varints.value(bytes, at);
              at += Varints.length(bytes, at);
              value = (value >>> 1) ^ -(value & 1);
              scratch[tally] = Tally.SUM.merge(scratch[tally], value);
            }
            case LEAST_FIXED -> {
              scratch[tally] = Math.min(scratch[tally], Varints.fixed64(bytes, at));
              at += Long.BYTES;
            }
            case MOST_FIXED -> {
              scratch[tally] = Math.max(scratch[tally], Varints.fixed64(bytes, at));
              at += Long.BYTES;
            }
            default -> {
              long value = Varints.value(bytes, at);
              at += Varints.length(bytes, at);
              value = (value >>> 1) ^ -(value & 1);
              scratch[tally] =
                  operations[tally] == LEAST_ZIGZAG
                      ? Math.min(scratch[tally], value)
                      : Math.max(scratch[tally], value);
            }
          }
        }
        if (at >= limit) {
          throw states.cutShort(run);
        }
        step = bytes[at++];
      }
      while (any && window < ends.length) {
        hand(window++, run, scratch, numbers, occupied);
      }
      states.passed(run, at);
    }
  }

  private void identities(long[] scratch) {
    for (int tally = 0; tally < operations.length; tally++) {
      scratch[tally] =
          switch (operations[tally]) {
            case LEAST_ZIGZAG, LEAST_FIXED -> Long.MAX_VALUE;
            case MOST_ZIGZAG, MOST_FIXED -> Long.MIN_VALUE;
            default -> 0;
          };
    }
  }

  private void hand(int window, int run, long[] sums, long[][] numbers, int[][] occupied) {
    for (int c = window == 0 ? 0 : ends[window - 1]; c < ends[window]; c++) {
      numbers[c][run] = sums[tallyOf[c]];
      occupied[c][run] = 1;
    }
  }

  /** The same where windows also ask for each tile; these are finished state by state. */
  private void readRuns(
      StateRuns states, Windows windows, long[] scratch, long[][] numbers, int[][] occupied) {
    for (int run = 0; run < states.size(); run++) {
      for (int feature : features) {
        windows.beginSingle(feature);
      }
      StateCursor in = states.open(run);
      if (in != null) {
        readRun(in, run, states.cut(run), windows, scratch, numbers, occupied);
        states.passed(run);
      }
      for (int feature : features) {
        windows.finishSingle(feature, run);
      }
    }
  }

  private void readRun(
      StateCursor in,
      int run,
      long cut,
      Windows windows,
      long[] scratch,
      long[][] numbers,
      int[][] occupied) {
    identities(scratch);
    long current = slot.tiling().tileOf(windows.instant());
    long tile = slot.afterNewest(cut);
    int window = 0;
    boolean any = false;
    for (long step = in.varint(); step != 0; step = in.varint()) {
      tile -= step;
      for (; window < ends.length && tile < scratch[operations.length + window]; window++) {
        if (any) {
          hand(window, run, scratch, numbers, occupied);
        }
      }
      for (int tally = 0; tally < operations.length; tally++) {
        long value = slot.readTally(tally, in);
        if (operations[tally] != PASS) {
          Tally kind = slot.tallies().get(tally).tally();
          scratch[tally] = kind.merge(scratch[tally], value);
        }
        append(tally, value, tile, current - tile, windows, scratch);
      }
      any = true;
    }
    for (; any && window < ends.length; window++) {
      hand(window, run, scratch, numbers, occupied);
    }
  }

  private void append(int tally, long value, long tile, long age, Windows windows, long[] scratch) {
    for (int r = 0; r < runs.size(); r++) {
      TileSlot.Column column = runs.get(r);
      boolean isReached = tile >= scratch[operations.length + ends.length + r];
      if (column.tally() == tally && isReached) {
        WindowState state = windows.singles()[column.target().feature()];
        state.occupy();
        state.tiles(column.target().state()).add(age, value);
      }
    }
  }
}
