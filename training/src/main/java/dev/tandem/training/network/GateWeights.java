package dev.tandem.training.network;

import java.util.List;

/** How much each of some vectors counted in a mixture, for each row of the last forward pass. */
public final class GateWeights {
  private final List<String> mixed;
  private final float[] values;

  /**
   * The weights of a mixture.
   *
   * @param mixed the names of what is mixed
   * @param values rows x mixed; not copied, so that the next pass is seen too
   */
  public GateWeights(List<String> mixed, float[] values) {
    this.mixed = List.copyOf(mixed);
    this.values = values;
  }

  /** The names of what is mixed, in the order of the weights. */
  public List<String> mixed() {
    return mixed;
  }

  /** The weights, rows x mixed, of which each row sums up to 1; shared. */
  public float[] values() {
    return values;
  }
}
