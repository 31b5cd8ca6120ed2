package dev.tandem.features.pointintime;

import dev.tandem.features.aggregate.DistinctRegisters;
import dev.tandem.features.aggregate.KeyCounts;
import dev.tandem.features.timeline.SelectedEvents;
import java.util.Arrays;

/**
 * How many registers of HyperLogLog hold each rank in a sliding window.
 *
 * <p>Of the events of a register those stand whose rank no later one reaches: ever smaller ranks,
 * the newest last. The oldest one in the window is the register's rank.
 */
final class SlidingRegisters extends SlidingWindow {
  private static final int NONE = -1;

  private final int[] entries;
  private final int[] larger;
  private final int[] next;
  private final int[] oldest;
  private final long[] registersOfRank;

  // Hot path: SummariesBenchmark.
  /**
   * Registers of no events yet.
   *
   * @param entries what each selected event enters
   */
  SlidingRegisters(SelectedEvents events, DistinctRegisters registers, int[] entries) {
    this.entries = entries;
    this.larger = larger(events, registers, entries);
    this.next = new int[entries.length];
    this.oldest = new int[registers.registers()];
    Arrays.fill(oldest, NONE);
    this.registersOfRank = new long[registers.largestRank() + 1];
    registersOfRank[0] = registers.registers();
  }

  /** For each event the newest one before it of its entity and register with a larger rank. */
  private static int[] larger(SelectedEvents events, DistinctRegisters registers, int[] entries) {
    int[] larger = new int[entries.length];
    int[] newest = new int[registers.registers()];
    Arrays.fill(newest, NONE);
    for (int entity = 0; entity < events.timelines().entities(); entity++) {
      int start = events.start(entity);
      for (int event = start; event < events.start(entity + 1); event++) {
        int register = DistinctRegisters.registerOf(entries[event]);
        int standing = newest[register];
        while (standing >= start && entries[standing] <= entries[event]) {
          standing = larger[standing];
        }
        larger[event] = standing >= start ? standing : NONE;
        newest[register] = event;
      }
    }
    return larger;
  }

  // Hot path: SummariesBenchmark.
  @Override
  void enter(int event) {
    int register = DistinctRegisters.registerOf(entries[event]);
    int first = oldest[register];
    next[event] = NONE;
    if (first == NONE || larger[event] < first) {
      replace(register, first, event);
    } else {
      next[larger[event]] = event;
    }
  }

  // Hot path: SummariesBenchmark.
  @Override
  void leave(int event) {
    int register = DistinctRegisters.registerOf(entries[event]);
    if (oldest[register] == event) {
      replace(register, event, next[event]);
    }
  }

  private void replace(int register, int before, int after) {
    registersOfRank[rank(before)]--;
    registersOfRank[rank(after)]++;
    oldest[register] = after;
  }

  private int rank(int event) {
    return event == NONE ? 0 : DistinctRegisters.rankOf(entries[event]);
  }

  /** Hands over how many registers hold each rank, from 0 on. */
  void copyTo(KeyCounts out) {
    for (int rank = 0; rank < registersOfRank.length; rank++) {
      out.add(rank, registersOfRank[rank]);
    }
  }
}
