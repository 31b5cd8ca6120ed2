package dev.tandem.features.state;

import dev.tandem.features.aggregate.DistinctRegisters;
import dev.tandem.features.aggregate.KeyCounts;
import dev.tandem.features.aggregate.WindowState;
import dev.tandem.features.timeline.RegisterEntries;
import dev.tandem.features.timeline.SelectedEvents;
import dev.tandem.features.timeline.Tiling;
import dev.tandem.features.view.Selection;
import java.util.Arrays;
import java.util.List;

/**
 * For each register of HyperLogLog the ranks that no newer event reaches, each with the tile of its
 * event; newest tile first, in a tile the smallest register first.
 *
 * <p>The tiles are as fine as the windows need: every window starts where a tile does.
 *
 * <table>
 * <caption>Bytes of one tile</caption>
 * <tr><td>varint</td><td>the tile before minus this one; for the first, the tile after the one that
 *     holds cut - 1, minus this one; 0 ends the run</td></tr>
 * <tr><td>varints</td><td>for each entry: its register minus the one before, or plus 1 for the
 *     first, times 64, plus its rank; 0 ends the tile</td></tr>
 * </table>
 */
final class RegistersSlot implements SingleSlot {
  private final Selection selection;
  private final Tiling tiling;
  private final DistinctRegisters state;
  private final List<Target> targets;

  RegistersSlot(Selection selection, Tiling tiling, DistinctRegisters state, List<Target> targets) {
    this.selection = selection;
    this.tiling = tiling;
    this.state = state;
    this.targets = List.copyOf(targets);
  }

  Tiling tiling() {
    return tiling;
  }

  DistinctRegisters state() {
    return state;
  }

  /** The tile after the newest one that events before the cut can lie in. */
  long afterNewest(long cut) {
    return tiling.tileOf(cut - 1) + 1;
  }

  /** The oldest tile that a window can reach from the cut on. */
  long oldestKept(long cut) {
    return targets.stream().mapToLong(t -> t.firstTile(tiling, cut)).min().orElseThrow();
  }

  @Override
  public EntityWriter folding(FoldedEvents events) {
    SelectedEvents selected = events.selected(selection);
    return new RegistersFold(this, selected, RegisterEntries.of(selected, state), events.cut());
  }

  @Override
  public void merge(
      StateCursor a, long cutOfA, StateCursor b, long cutOfB, long since, StateWriter out) {
    RegistersRun ofA = new RegistersRun(this, a, cutOfA);
    RegistersRun ofB = new RegistersRun(this, b, cutOfB);
    long cut = Math.max(cutOfA, cutOfB);
    long kept = Math.max(oldestKept(cut), tiling.tileOf(since));
    byte[] ranks = new byte[state.registers()];
    RegistersWriter writer = new RegistersWriter(this, cut, out);
    while (!ofA.ended() || !ofB.ended()) {
      RegistersRun next = ofA.leads(ofB) ? ofA : ofB;
      int register = DistinctRegisters.registerOf(next.entry());
      int rank = DistinctRegisters.rankOf(next.entry());
      if (next.tile() >= kept && rank > ranks[register]) {
        ranks[register] = (byte) rank;
        writer.write(next.tile(), next.entry());
      }
      next.next();
    }
    writer.end();
  }

  // Hot path: SummariesBenchmark. One pass over the tiles answers all windows.
  @Override
  public void read(StateCursor in, long cut, long instant, WindowState[] features, long[] scratch) {
    Arrays.fill(scratch, 0, scratch(), 0);
    scratch[targets.size()] = state.registers();
    for (int t = 0; t < targets.size(); t++) {
      scratch[t] = targets.get(t).firstTile(tiling, instant);
    }
    long tile = Long.MAX_VALUE;
    for (long step = in.varint(); step != 0; step = in.varint()) {
      long before = tile;
      tile = (before == Long.MAX_VALUE ? afterNewest(cut) : before) - step;
      if (before != Long.MAX_VALUE) {
        finish(before, tile, features, scratch);
      }
      int register = -1;
      for (long next = in.varint(); next != 0; next = in.varint()) {
        int entry = RegistersRun.entry(state, register, next);
        register = DistinctRegisters.registerOf(entry);
        enter(entry, scratch);
      }
    }
    if (tile != Long.MAX_VALUE) {
      finish(tile, Long.MIN_VALUE, features, scratch);
    }
  }

  /** Hands the ranks to the features whose windows reach one tile but not the next, older one. */
  private void finish(long tile, long next, WindowState[] features, long[] scratch) {
    for (int t = 0; t < targets.size(); t++) {
      boolean isLast = next == Long.MIN_VALUE || next < scratch[t];
      if (isLast && scratch[t] <= tile) {
        WindowState window = features[targets.get(t).feature()];
        window.occupy();
        copy(scratch, window.counts());
      }
    }
  }

  /** Keeps the larger rank of a register; eight registers share a long of the scratch. */
  private void enter(int entry, long[] scratch) {
    int ranks = targets.size();
    int register = DistinctRegisters.registerOf(entry);
    int at = ranks + state.largestRank() + 1 + (register >>> 3);
    int shift = (register & 7) << 3;
    int before = (int) (scratch[at] >>> shift) & 0xFF;
    int rank = DistinctRegisters.rankOf(entry);
    if (rank > before) {
      scratch[at] += (long) (rank - before) << shift;
      scratch[ranks + before]--;
      scratch[ranks + rank]++;
    }
  }

  private void copy(long[] scratch, KeyCounts out) {
    out.clear();
    for (int rank = 0; rank <= state.largestRank(); rank++) {
      out.add(rank, scratch[targets.size() + rank]);
    }
  }

  @Override
  public List<Target> targets() {
    return targets;
  }

  @Override
  public int scratch() {
    return targets.size() + state.largestRank() + 1 + state.registers() / 8;
  }

  @Override
  public String description() {
    long reach = targets.stream().mapToLong(Target::lengthMillis).max().orElseThrow();
    return "registers of precision "
        + state.precision()
        + " at "
        + tiling.resolutionMillis()
        + " reaching "
        + reach
        + selection.description();
  }
}
