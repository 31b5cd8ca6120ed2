package dev.tandem.features.aggregate;

import dev.tandem.features.declaration.Decay;
import dev.tandem.features.declaration.Window;
import java.util.Optional;

/**
 * What events weigh by the age of their tile: {@code 2^-(age * resolution / half-life)}.
 *
 * <p>Each weight is computed once, by {@link StrictMath}, and sums run from the newest tile to the
 * oldest, so that neither the machine nor the way to the tiles shows in the bits. Immutable.
 */
final class DecayWeights {
  /** Every event weighs 1, all of them being in one tile. */
  static final DecayWeights NONE = new DecayWeights(Optional.empty(), Optional.empty(), 1);

  private final Optional<Decay> decay;
  private final Optional<Window> window;
  private final double[] weights;

  private DecayWeights(Optional<Decay> decay, Optional<Window> window, int tiles) {
    this.decay = decay;
    this.window = window;
    this.weights = new double[tiles];
  }

  /** The weights of events in a window. */
  static DecayWeights of(Decay decay, Window window) {
    long resolutionMillis = window.resolution().toMillis();
    // A window reaches from the tile of its instant into the one that its length ends in.
    int tiles = Math.toIntExact(window.length().toMillis() / resolutionMillis + 2);
    DecayWeights weights = new DecayWeights(Optional.of(decay), Optional.of(window), tiles);
    for (int age = 0; age < tiles; age++) {
      double halfLives = (double) (age * resolutionMillis) / decay.halfLife().toMillis();
      weights.weights[age] = StrictMath.pow(2, -halfLives);
    }
    return weights;
  }

  // Hot path: PointInTimeJoinBenchmark, StateReaderBenchmark.
  /** The tallies of all tiles, each with its weight, added up. */
  double sum(TallyRun tiles) {
    double sum = 0;
    for (int i = 0; i < tiles.size(); i++) {
      sum += of(tiles.age(i)) * tiles.tally(i);
    }
    return sum;
  }

  /** The weight of events in a tile of this age. */
  double of(long age) {
    // Only an instant before the state's cut sees tiles that are still to come.
    return age <= 0 ? 1 : age < weights.length ? weights[(int) age] : 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DecayWeights that
        && decay.equals(that.decay)
        && window.equals(that.window);
  }

  @Override
  public int hashCode() {
    return 31 * decay.hashCode() + window.hashCode();
  }
}
