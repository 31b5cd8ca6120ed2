package dev.tandem.features.pointintime;

import dev.tandem.features.aggregate.TallyRun;
import dev.tandem.features.aggregate.WindowState;
import dev.tandem.features.timeline.SelectedEvents;
import dev.tandem.features.timeline.Tiling;

/** Walks the non-empty tiles of a window from the newest back, by the events they begin with. */
final class TileWalk implements FeatureReading.StateReading {
  private final TallyTotals totals;
  private final Tiling tiling;
  private final long[] tiles;
  private final int[] firstOfTile;

  // Hot path: PointInTimeJoinBenchmark.
  /** A walk over these events of all entities. */
  TileWalk(SelectedEvents events, Tiling tiling, TallyTotals totals) {
    this.totals = totals;
    this.tiling = tiling;
    this.tiles = new long[events.size()];
    this.firstOfTile = new int[events.size()];
    for (int entity = 0; entity < events.timelines().entities(); entity++) {
      int start = events.start(entity);
      for (int event = start; event < events.start(entity + 1); event++) {
        tiles[event] = tiling.tileOf(events.time(event));
        boolean sameTile = event > start && tiles[event] == tiles[event - 1];
        firstOfTile[event] = sameTile ? firstOfTile[event - 1] : event;
      }
    }
  }

  // Hot path: PointInTimeJoinBenchmark.
  @Override
  public void read(WindowState window, int state, int row, int from, int to) {
    TallyRun run = window.tiles(state);
    long current = tiling.tileOf(window.instant());
    int end = to;
    while (end > from) {
      // The window begins where a tile does, so no tile reaches beyond it.
      int start = firstOfTile[end - 1];
      run.add(current - tiles[end - 1], totals.between(start, end));
      end = start;
    }
  }
}
