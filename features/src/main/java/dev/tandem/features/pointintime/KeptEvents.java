package dev.tandem.features.pointintime;

import dev.tandem.features.timeline.Occurrences;
import dev.tandem.features.timeline.SelectedEvents;
import dev.tandem.features.timeline.Tiling;
import java.util.BitSet;

/**
 * For each row, from which event on keys are counted when only so many may be kept; see {@link
 * dev.tandem.features.aggregate.ValueCounts}.
 */
final class KeptEvents {
  private final SelectedEvents events;
  private final Tiling tiling;
  private final int[] first;
  private final BitSet crowded = new BitSet();

  /** Finds them in time that is linear in events and rows. */
  KeptEvents(
      SelectedEvents events, Occurrences occurrences, RowWindows rows, Tiling tiling, int most) {
    this.events = events;
    this.tiling = tiling;
    this.first = new int[rows.size()];
    for (int entity = 0; entity < rows.rows().entities(); entity++) {
      find(entity, occurrences, rows, most);
    }
  }

  // Hot path: SummariesBenchmark. As the end moves on, so does the first that fits.
  private void find(int entity, Occurrences occurrences, RowWindows rows, int most) {
    int start = events.start(entity);
    int fitting = start;
    int end = start;
    int kept = start;
    int distinct = 0;
    for (int row = rows.rows().start(entity); row < rows.rows().start(entity + 1); row++) {
      for (int to = events.rank()[rows.end()[row]]; end < to; end++) {
        distinct += occurrences.previous()[end] < fitting ? 1 : 0;
        while (distinct > most) {
          distinct -= occurrences.following()[fitting++] > end ? 1 : 0;
        }
      }
      if (fitting > start) {
        kept = keptSince(row, fitting, end, kept);
      }
      first[row] = kept;
    }
  }

  /** The first event after the tile that has a key too many, or of that tile if it is the last. */
  private int keptSince(int row, int fitting, int end, int before) {
    long surplus = tileOf(fitting - 1);
    boolean isNewest = tileOf(end - 1) == surplus;
    crowded.set(row, isNewest);
    int kept = before;
    while (tileOf(kept) < surplus || (!isNewest && tileOf(kept) == surplus)) {
      kept++;
    }
    return kept;
  }

  private long tileOf(int event) {
    return tiling.tileOf(events.time(event));
  }

  /** The first selected event that counts for a row in order of entity and time. */
  int first(int row) {
    return first[row];
  }

  /** True if they are all in one tile, whose keys are too many by themselves. */
  boolean areCrowded(int row) {
    return crowded.get(row);
  }
}
