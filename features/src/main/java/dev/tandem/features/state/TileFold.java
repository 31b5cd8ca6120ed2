package dev.tandem.features.state;

import dev.tandem.features.aggregate.Tally;
import dev.tandem.features.timeline.SelectedEvents;

/** Folds each entity's events into tiles, from the newest event back. */
final class TileFold implements Slot.EntityWriter {
  private final TileSlot slot;
  private final SelectedEvents events;
  private final long[][] values;
  private final long cut;
  private final long[] sums;

  /**
   * A fold of one shard.
   *
   * @param values for each tally, the value of each selected event
   */
  TileFold(TileSlot slot, SelectedEvents events, long[][] values, long cut) {
    this.slot = slot;
    this.events = events;
    this.values = values;
    this.cut = cut;
    this.sums = new long[values.length];
  }

  // Hot path: StateReaderBenchmark.
  @Override
  public void write(int entity, long since, StateWriter out) {
    int oldest = events.start(entity);
    int event = events.start(entity + 1) - 1;
    long kept = Math.max(slot.oldestKept(cut), slot.tiling().tileOf(since));
    long before = slot.afterNewest(cut);
    while (event >= oldest) {
      long tile = tileOf(event);
      if (tile < kept) {
        break;
      }
      long start = slot.tiling().startOf(tile);
      int newest = event;
      while (event >= oldest && events.time(event) >= start) {
        event--;
      }
      sum(event + 1, newest + 1);
      out.varint(before - tile);
      slot.writeTallies(sums, out);
      before = tile;
    }
    out.varint(0);
  }

  private long tileOf(int event) {
    return slot.tiling().tileOf(events.time(event));
  }

  private void sum(int from, int to) {
    for (int i = 0; i < sums.length; i++) {
      Tally tally = slot.tallies().get(i).tally();
      long[] own = values[i];
      long sum = tally.identity();
      for (int event = from; event < to; event++) {
        sum = tally.add(sum, own[event]);
      }
      sums[i] = sum;
    }
  }
}
