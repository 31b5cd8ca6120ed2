package dev.tandem.training.samediff;

import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The trainable weights of a SameDiff graph. */
public final class SameDiffWeights {
  private final SameDiff graph;
  private final LayerContext context;
  private final List<Weight> all;

  /** A weight in both worlds. */
  record Weight(Parameter parameter, SDVariable variable) {}

  SameDiffWeights(SameDiff graph, LayerContext context) {
    this(graph, context, new ArrayList<>());
  }

  private SameDiffWeights(SameDiff graph, LayerContext context, List<Weight> all) {
    this.graph = graph;
    this.context = context;
    this.all = all;
  }

  /** All weights so far. */
  List<Weight> all() {
    return all;
  }

  /** The weights that a task alone depends on. */
  public SameDiffWeights of(int task) {
    return new SameDiffWeights(graph, context.of(task), all);
  }

  /**
   * A matrix, initialised uniformly after Glorot and Bengio.
   *
   * @param name unique in the network
   */
  public SDVariable matrix(String name, int inputs, int outputs) {
    return variable(context.matrix(name, inputs, outputs));
  }

  /**
   * A bias, 1 x outputs, initialised to 0.
   *
   * @param name unique in the network
   */
  public SDVariable bias(String name, int outputs) {
    return variable(context.bias(name, outputs));
  }

  private SDVariable variable(Parameter parameter) {
    INDArray array =
        Nd4j.createFromArray(parameter.values()).reshape(parameter.rows(), parameter.columns());
    SDVariable variable = graph.var(parameter.name(), array);
    all.add(new Weight(parameter, variable));
    return variable;
  }
}
