package dev.tandem.training.samediff;

import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.check.GradientCheck;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Network;

/**
 * A SameDiff graph as an architecture; bind it as any other:
 *
 * <pre>{@code
 * architectures.addBinding("mine").toInstance(new SameDiffArchitecture(new MyGraph()));
 * }</pre>
 *
 * <p>SameDiff computes some gradients wrongly and says nothing. So a network is held against finite
 * differences before it trains, with a few of each weight, and refused if one differs. Its export
 * is a translation of the operators in {@link SameDiffExport}; a graph with another is refused too.
 *
 * <p>It is several times slower than layers of {@link dev.tandem.training.network}, and allocates
 * in each step.
 */
public final class SameDiffArchitecture implements Architecture {
  private static final int CHECKED_PER_TENSOR = 8;

  private final SameDiffGraph graph;

  /** An architecture that builds this graph. */
  public SameDiffArchitecture(SameDiffGraph graph) {
    this.graph = graph;
  }

  /**
   * Builds and, for the first replica, checks the network.
   *
   * @throws dev.tandem.training.check.WrongGradientException if a gradient is wrong
   * @throws IllegalArgumentException if the graph cannot be exported
   */
  @Override
  public Network build(NetworkShape shape, LayerContext context) {
    if (context.shard() == 0) {
      GradientCheck.of(this::unchecked, shape).sampling(CHECKED_PER_TENSOR).require();
    }
    return unchecked(shape, context);
  }

  private Network unchecked(NetworkShape shape, LayerContext context) {
    return new SameDiffNetwork(graph, shape, context);
  }
}
