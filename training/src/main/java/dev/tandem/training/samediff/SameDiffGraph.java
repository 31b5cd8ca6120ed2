package dev.tandem.training.samediff;

import dev.tandem.training.architecture.NetworkShape;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** A network as a SameDiff graph. */
@FunctionalInterface
public interface SameDiffGraph {

  /**
   * Adds the network to an empty graph. It must be the same each time, so nothing in it may be
   * drawn at random; weights come from {@code weights}, which gives them their initial values.
   *
   * @param inputs the input vectors, rows x width
   * @return for each task, rows x units of its head
   * @throws dev.tandem.features.declaration.InvalidDeclarationException if a setting is unknown or
   *     wrong, or the tasks do not fit
   */
  List<SDVariable> build(
      SameDiff graph, SDVariable inputs, SameDiffWeights weights, NetworkShape shape);
}
