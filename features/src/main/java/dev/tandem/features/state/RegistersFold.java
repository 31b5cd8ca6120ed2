package dev.tandem.features.state;

import dev.tandem.features.aggregate.DistinctRegisters;
import dev.tandem.features.timeline.SelectedEvents;
import java.util.Arrays;

/** Folds each entity's events into the entries of registers, from the newest event back. */
final class RegistersFold implements Slot.EntityWriter {
  private final RegistersSlot slot;
  private final SelectedEvents events;
  private final int[] entries;
  private final long cut;
  private final byte[] ranks;
  private final int[] raisedIn;
  private int[] raised = new int[64];
  private int size;
  private int run;

  /**
   * A fold of one shard.
   *
   * @param entries what each selected event enters
   */
  RegistersFold(RegistersSlot slot, SelectedEvents events, int[] entries, long cut) {
    this.slot = slot;
    this.events = events;
    this.entries = entries;
    this.cut = cut;
    this.ranks = new byte[slot.state().registers()];
    this.raisedIn = new int[slot.state().registers()];
  }

  // Hot path: SummariesBenchmark.
  @Override
  public void write(int entity, long since, StateWriter out) {
    RegistersWriter writer = new RegistersWriter(slot, cut, out);
    int oldest = events.start(entity);
    int event = events.start(entity + 1) - 1;
    long kept = Math.max(slot.oldestKept(cut), slot.tiling().tileOf(since));
    while (event >= oldest && tileOf(event) >= kept) {
      long tile = tileOf(event);
      int from = size;
      run++;
      for (; event >= oldest && tileOf(event) == tile; event--) {
        raise(entries[event]);
      }
      Arrays.sort(raised, from, size);
      for (int i = from; i < size; i++) {
        writer.write(tile, raised[i] << DistinctRegisters.RANK_BITS | ranks[raised[i]]);
      }
    }
    writer.end();
    while (size > 0) {
      ranks[raised[--size]] = 0;
    }
  }

  private void raise(int entry) {
    int register = DistinctRegisters.registerOf(entry);
    int rank = DistinctRegisters.rankOf(entry);
    if (rank <= ranks[register]) {
      return;
    }
    ranks[register] = (byte) rank;
    if (raisedIn[register] != run) {
      raisedIn[register] = run;
      if (size == raised.length) {
        raised = Arrays.copyOf(raised, 2 * size);
      }
      raised[size++] = register;
    }
  }

  private long tileOf(int event) {
    return slot.tiling().tileOf(events.time(event));
  }
}
