package dev.tandem.features.aggregate;

import dev.tandem.features.declaration.Decay;
import dev.tandem.features.declaration.Window;

/**
 * What events weigh by the age of their tile: {@code 2^-(age * resolution / half-life)}.
 *
 * <p>Each weight is computed once, by {@link StrictMath}, and sums run from the newest tile to the
 * oldest, so that neither the machine nor the way to the tiles shows in the bits. Immutable.
 */
final class DecayWeights {
  private final Decay decay;
  private final Window window;
  private final double[] weights;

  DecayWeights(Decay decay, Window window) {
    this.decay = decay;
    this.window = window;
    long resolutionMillis = window.resolution().toMillis();
    // A window reaches from the tile of its instant into the one that its length ends in.
    int tiles = Math.toIntExact(window.length().toMillis() / resolutionMillis + 2);
    this.weights = new double[tiles];
    for (int age = 0; age < tiles; age++) {
      double halfLives = (double) (age * resolutionMillis) / decay.halfLife().toMillis();
      weights[age] = StrictMath.pow(2, -halfLives);
    }
  }

  // Hot path: PointInTimeJoinBenchmark, StateReaderBenchmark.
  /** The tallies of all tiles, each with its weight, added up. */
  double sum(TallyRun tiles) {
    double sum = 0;
    for (int i = 0; i < tiles.size(); i++) {
      sum += weight(tiles.age(i)) * tiles.tally(i);
    }
    return sum;
  }

  // Only an instant before the state's cut sees tiles that are still to come.
  private double weight(long age) {
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
