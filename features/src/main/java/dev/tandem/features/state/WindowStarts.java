package dev.tandem.features.state;

import dev.tandem.features.timeline.Tiling;
import java.util.Arrays;

/**
 * Where windows begin at one instant: the few windows of a view serve many slots, and each start is
 * found once, as it takes divisions. Reused, for one thread.
 */
final class WindowStarts {
  private Target[] targets = new Target[8];
  private long[] resolutions = new long[8];
  private long[] found = new long[8];
  private int size;
  private long instant;

  /** Begins anew, unless the instant is the same as before. */
  void at(long newInstant) {
    size = newInstant == instant ? size : 0;
    instant = newInstant;
  }

  /** The first tile of a target's window, as {@link Target#firstTile} finds it. */
  long firstTile(Target target, Tiling tiling) {
    long resolution = tiling.resolutionMillis();
    for (int i = 0; i < size; i++) {
      if (resolutions[i] == resolution && targets[i].reachesAsFarAs(target)) {
        return found[i];
      }
    }
    if (size == found.length) {
      targets = Arrays.copyOf(targets, 2 * size);
      resolutions = Arrays.copyOf(resolutions, 2 * size);
      found = Arrays.copyOf(found, 2 * size);
    }
    targets[size] = target;
    resolutions[size] = resolution;
    found[size] = target.firstTile(tiling, instant);
    return found[size++];
  }
}
