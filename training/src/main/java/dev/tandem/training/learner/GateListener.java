package dev.tandem.training.learner;

import dev.tandem.training.network.GateWeights;
import java.util.Map;

/** Is shown how a network's gates weight what they mix, see {@link Learner#showGates}. */
public interface GateListener {

  /**
   * A block of rows has gone through the network.
   *
   * @param from the place of its first row in the order
   * @param rows how many it has
   * @param gates by their names, with the weights of these rows; valid only during the call
   */
  void passed(int from, int rows, Map<String, GateWeights> gates);
}
