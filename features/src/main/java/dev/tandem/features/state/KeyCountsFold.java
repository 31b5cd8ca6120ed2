package dev.tandem.features.state;

import dev.tandem.features.timeline.IndexSort;
import dev.tandem.features.timeline.Occurrences;
import dev.tandem.features.timeline.RankedKeys;
import dev.tandem.features.timeline.SelectedEvents;
import dev.tandem.features.timeline.SmallestKeys;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Optional;

/** Folds each entity's events into counts of keys by tile. */
final class KeyCountsFold implements Slot.EntityWriter {
  private final KeyCountsSlot slot;
  private final SelectedEvents events;
  private final RankedKeys keys;
  private final Optional<Occurrences> occurrences;
  private final long cut;
  private final int[] counted;

  KeyCountsFold(KeyCountsSlot slot, SelectedEvents events, long cut) {
    this.slot = slot;
    this.events = events;
    this.keys = RankedKeys.of(events, slot.state().buckets());
    boolean fit = keys.size() <= slot.state().most();
    this.occurrences = fit ? Optional.empty() : Optional.of(keys.occurrences(events));
    this.cut = cut;
    this.counted = new int[events.size()];
  }

  // Hot path: SummariesBenchmark.
  @Override
  public void write(int entity, long since, StateWriter out) {
    int start = events.start(entity);
    int end = events.start(entity + 1);
    long whole = start == end ? KeyCountsWriter.NO_LIMIT : firstWhole(start, end);
    boolean isCrowded = start < end && whole > tileOf(end - 1);
    long reached = slot.oldestKept(cut, since);
    long oldest = Math.max(isCrowded ? whole - 1 : whole, reached);
    int first = end;
    while (first > start && tileOf(first - 1) >= oldest) {
      first--;
    }
    KeyCountsWriter writer = new KeyCountsWriter(slot, cut, reached, out);
    write(isCrowded ? smallest(first, end) : all(first, end), writer);
    writer.end(whole);
  }

  /** The first tile from which on no key is one too many. */
  private long firstWhole(int start, int end) {
    int distinct = 0;
    for (int event = end - 1; occurrences.isPresent() && event >= start; event--) {
      distinct += occurrences.get().following()[event] == Occurrences.NO_FOLLOWING ? 1 : 0;
      if (distinct > slot.state().most()) {
        return tileOf(event) + 1;
      }
    }
    return KeyCountsWriter.NO_LIMIT;
  }

  private int all(int first, int end) {
    for (int event = first; event < end; event++) {
      counted[event - first] = event;
    }
    return end - first;
  }

  /** The events of the keys with the smallest hashes. */
  private int smallest(int first, int end) {
    SmallestKeys smallest = new SmallestKeys(keys, occurrences.orElseThrow(), slot.state().most());
    smallest.moveTo(first, end);
    BitSet chosen = new BitSet(keys.size());
    for (int i = 0; i < smallest.size(); i++) {
      chosen.set(smallest.rank(i));
    }
    int size = 0;
    for (int event = first; event < end; event++) {
      if (chosen.get(keys.ranks()[event])) {
        counted[size++] = event;
      }
    }
    return size;
  }

  private void write(int size, KeyCountsWriter writer) {
    int[] ranks = keys.ranks();
    IndexSort.sort(
        counted,
        0,
        size,
        (a, b) -> ranks[a] != ranks[b] ? Integer.compare(ranks[a], ranks[b]) : b - a);
    for (int i = 0; i < size; ) {
      int rank = ranks[counted[i]];
      beginKey(rank, tileOf(counted[i]), writer);
      while (i < size && ranks[counted[i]] == rank) {
        long tile = tileOf(counted[i]);
        int next = i;
        while (next < size && ranks[counted[next]] == rank && tileOf(counted[next]) == tile) {
          next++;
        }
        writer.count(tile, next - i);
        i = next;
      }
      writer.endKey();
    }
  }

  private void beginKey(int rank, long tile, KeyCountsWriter writer) {
    if (keys.areTexts()) {
      writer.key(keys.text(rank).getBytes(StandardCharsets.UTF_8), tile);
    } else {
      writer.key(keys.key(rank), tile);
    }
  }

  private long tileOf(int event) {
    return slot.tiling().tileOf(events.time(event));
  }
}
