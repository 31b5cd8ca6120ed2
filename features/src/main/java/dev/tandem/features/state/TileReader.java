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
  private final TileSlot slot;
  private final byte[] operations;
  private final List<TileSlot.Column> totals;
  // Of each distinct window the totals before the place: [ends[w - 1], ends[w]).
  private final int[] ends;
  private final int[] tallyOf;
  private final List<TileSlot.Column> runs;
  private final int[] features;

  /** How a tally is read, and what becomes of it; bytes, so that the loop has a plain switch. */
  private static final class Operation {
    static final byte ADD_VARINT = 0;
    static final byte ADD_ZIGZAG = 1;
    static final byte LEAST_ZIGZAG = 2;
    static final byte LEAST_FIXED = 3;
    static final byte MOST_ZIGZAG = 4;
    static final byte MOST_FIXED = 5;
    static final byte PASS = 6;

    private Operation() {}

    static byte of(Tally tally, ValueForm form) {
      boolean isFixed = form == ValueForm.EIGHT_BYTES;
      return switch (tally) {
        case COUNT, SQUARES_LOW, SQUARES_HIGH -> ADD_VARINT;
        case SUM -> ADD_ZIGZAG;
        case MIN -> isFixed ? LEAST_FIXED : LEAST_ZIGZAG;
        case MAX -> isFixed ? MOST_FIXED : MOST_ZIGZAG;
      };
    }
  }

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
              ? Operation.PASS
              : Operation.of(slot.tallies().get(tally).tally(), slot.form());
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

  /** Reads the slot of every run. */
  void read(StateRuns states, Windows windows) {
    long[] scratch = states.scratch(operations.length + ends.length + runs.size());
    long instant = windows.instant();
    for (int w = 0; w < ends.length; w++) {
      scratch[operations.length + w] = firstTile(totals.get(ends[w] - 1), instant);
    }
    for (int r = 0; r < runs.size(); r++) {
      scratch[operations.length + ends.length + r] = firstTile(runs.get(r), instant);
    }
    long[][] numbers = states.numbers(totals.size());
    int[][] occupied = states.occupied(totals.size());
    for (int c = 0; c < tallyOf.length; c++) {
      TileSlot.Column column = totals.get(c);
      FeatureWindows of = windows.of(column.target());
      numbers[c] = of == null ? states.ignoredNumbers() : of.numbers(column.target().state());
      occupied[c] = of == null ? states.ignoredOccupied() : of.occupied();
    }
    if (runs.isEmpty()) {
      readTotals(states, scratch, numbers, occupied);
    } else {
      readRuns(states, windows, scratch, numbers, occupied);
    }
  }

  private long firstTile(TileSlot.Column column, long instant) {
    return column.target().firstTile(slot.tiling(), instant);
  }

  // Hot path: FetchBenchmark.
  private void readTotals(StateRuns states, long[] scratch, long[][] numbers, int[][] occupied) {
    int tallies = operations.length;
    for (int run = 0; run < states.size(); run++) {
      StateCursor in = states.open(run);
      if (in == null) {
        continue;
      }
      long step = in.varint();
      if (step != 0) {
        identities(scratch);
        long tile = slot.afterNewest(states.cut(run)) - step;
        int window = 0;
        // A window that begins after the newest tile counts nothing.
        while (window < ends.length && tile < scratch[tallies + window]) {
          window++;
        }
        do {
          merge(in, scratch);
          step = in.varint();
          tile -= step;
          while (window < ends.length && (step == 0 || tile < scratch[tallies + window])) {
            hand(window++, run, scratch, numbers, occupied);
          }
        } while (step != 0);
      }
      states.passed(run);
    }
  }

  private void identities(long[] scratch) {
    for (int tally = 0; tally < operations.length; tally++) {
      scratch[tally] =
          switch (operations[tally]) {
            case Operation.LEAST_ZIGZAG, Operation.LEAST_FIXED -> Long.MAX_VALUE;
            case Operation.MOST_ZIGZAG, Operation.MOST_FIXED -> Long.MIN_VALUE;
            default -> 0;
          };
    }
  }

  private void merge(StateCursor in, long[] sums) {
    for (int tally = 0; tally < operations.length; tally++) {
      switch (operations[tally]) {
        case Operation.ADD_VARINT -> sums[tally] = Tally.COUNT.merge(sums[tally], in.varint());
        case Operation.ADD_ZIGZAG -> sums[tally] = Tally.SUM.merge(sums[tally], in.zigzag());
        case Operation.LEAST_ZIGZAG -> sums[tally] = Math.min(sums[tally], in.zigzag());
        case Operation.LEAST_FIXED -> sums[tally] = Math.min(sums[tally], in.fixed64());
        case Operation.MOST_ZIGZAG -> sums[tally] = Math.max(sums[tally], in.zigzag());
        case Operation.MOST_FIXED -> sums[tally] = Math.max(sums[tally], in.fixed64());
        default -> slot.readTally(tally, in);
      }
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
    int tallies = operations.length;
    for (int run = 0; run < states.size(); run++) {
      for (int feature : features) {
        windows.beginSingle(feature);
      }
      StateCursor in = states.open(run);
      if (in != null) {
        identities(scratch);
        long current = slot.tiling().tileOf(windows.instant());
        long tile = slot.afterNewest(states.cut(run));
        int window = 0;
        boolean any = false;
        for (long step = in.varint(); step != 0; step = in.varint()) {
          tile -= step;
          for (; window < ends.length && tile < scratch[tallies + window]; window++) {
            if (any) {
              hand(window, run, scratch, numbers, occupied);
            }
          }
          int at = in.position();
          merge(in, scratch);
          int end = in.position();
          in.position(at);
          append(in, tile, current - tile, windows, scratch);
          in.position(end);
          any = true;
        }
        for (; any && window < ends.length; window++) {
          hand(window, run, scratch, numbers, occupied);
        }
        states.passed(run);
      }
      for (int feature : features) {
        windows.finishSingle(feature, run);
      }
    }
  }

  private void append(StateCursor in, long tile, long age, Windows windows, long[] scratch) {
    for (int tally = 0; tally < operations.length; tally++) {
      long value = slot.readTally(tally, in);
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
}
