package dev.tandem.features.pointintime;

import dev.tandem.features.aggregate.Tally;
import dev.tandem.features.aggregate.VectorRun;
import dev.tandem.features.aggregate.VectorSums;
import dev.tandem.features.aggregate.WindowState;
import dev.tandem.features.timeline.SelectedEvents;
import dev.tandem.features.timeline.Tiling;
import java.util.Arrays;

/**
 * Sums vectors tile by tile while rows are read in order, so that every event is added once and
 * only one entity's tiles are kept. For one thread.
 */
final class VectorWalk implements FeatureReading.StateReading {
  private final SelectedEvents events;
  private final VectorSums sums;
  private final int scale;
  private final Tiling tiling;
  private final long[] vector;

  // The tiles [oldest, newest) of the current entity; each begins with an event, and holds its
  // numbers.
  private int oldest;
  private int newest;
  private int[] firstEvent = new int[16];
  private long[] tileOf = new long[16];
  private long[][] numbers = new long[16][];
  // All events before this one are in.
  private int next;

  /** A walk over these events of all entities. */
  VectorWalk(SelectedEvents events, VectorSums sums, int scale, Tiling tiling) {
    this.events = events;
    this.sums = sums;
    this.scale = scale;
    this.tiling = tiling;
    this.vector = new long[sums.dimension() + 1];
  }

  // Hot path: PointInTimeJoinBenchmark.
  @Override
  public void read(WindowState window, int state, int row, int from, int to) {
    move(from, to);
    VectorRun run = window.vectors(sums.dimension());
    long current = tiling.tileOf(window.instant());
    for (int i = newest - 1; i >= oldest; i--) {
      switch (sums.span()) {
        case WINDOW -> run.add(numbers[i], 0);
        case EACH_TILE -> run.append(current - tileOf[i], numbers[i], 0);
      }
    }
  }

  /** Brings the tiles to those of a window, which begins where a tile does. */
  private void move(int from, int to) {
    boolean goesOn = newest > oldest && firstEvent[oldest] <= from && from < next && next <= to;
    if (!goesOn) {
      oldest = 0;
      newest = 0;
      next = from;
    }
    while (oldest < newest && firstEvent[oldest] < from) {
      oldest++;
    }
    for (; next < to; next++) {
      add(next);
    }
  }

  private void add(int event) {
    events.vector(event, scale, vector);
    long tile = tiling.tileOf(events.time(event));
    if (newest == oldest || tileOf[newest - 1] != tile) {
      begin(event, tile);
    }
    long[] own = numbers[newest - 1];
    for (int i = 0; i < own.length; i++) {
      own[i] = Tally.SUM.merge(own[i], vector[i]);
    }
  }

  private void begin(int event, long tile) {
    if (newest == tileOf.length) {
      makeRoom();
    }
    firstEvent[newest] = event;
    tileOf[newest] = tile;
    if (numbers[newest] == null) {
      numbers[newest] = new long[vector.length];
    }
    Arrays.fill(numbers[newest], 0);
    newest++;
  }

  /** Makes room by forgetting what lies before the window or, if that is little, by growing. */
  private void makeRoom() {
    int kept = newest - oldest;
    int size = kept > tileOf.length / 2 ? 2 * tileOf.length : tileOf.length;
    long[][] moved = new long[size][];
    System.arraycopy(numbers, oldest, moved, 0, kept);
    System.arraycopy(numbers, 0, moved, kept, oldest);
    numbers = moved;
    firstEvent = Arrays.copyOf(Arrays.copyOfRange(firstEvent, oldest, newest), size);
    tileOf = Arrays.copyOf(Arrays.copyOfRange(tileOf, oldest, newest), size);
    oldest = 0;
    newest = kept;
  }
}
