package dev.tandem.training.architecture.sharing;

import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.architecture.Towers;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.LossTerm;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.Parameter;
import dev.tandem.training.network.Phase;
import dev.tandem.training.onnx.OnnxGraph;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * Soft sharing (Duong et al., ACL 2015): a tower for each task, and a loss that grows as the
 * towers' weights part, {@code tie * sum over pairs of tasks of |w(i) - w(j)|^2}; heads are free.
 *
 * <p>Settings: {@code tower}, absent: [128, 64, 32]; {@code tie}, absent: 0.001; {@code dropout},
 * absent: 0.
 */
public final class L2Tied implements Architecture {

  /** Has no state. */
  @Inject
  public L2Tied() {}

  @Override
  public Network build(NetworkShape shape, LayerContext context) {
    shape.options().requireKnown("l2_tied", List.of("tower", "tie", "dropout"));
    double tie = shape.options().number("tie", 0.001);
    if (!(tie >= 0 && Double.isFinite(tie))) {
      throw NetworkShape.invalid("architecture.tie", "found " + tie + ", allowed: 0 or more");
    }
    Towers towers =
        Towers.build(
            shape, context, shape.inputWidth(), shape.widths("tower", List.of(128, 64, 32)));
    List<List<Parameter>> weights = new ArrayList<>();
    for (int task = 0; task < shape.tasks().size(); task++) {
      weights.add(towers.tower(task).layers());
    }
    return new TiedNetwork(towers, new WeightTie(weights, tie, context.shard()));
  }

  /** The towers with their tie. */
  private record TiedNetwork(Towers towers, LossTerm tie) implements Network {
    @Override
    public void forward(float[] inputs, int rows, Phase phase) {
      towers.forward(inputs, rows, phase);
    }

    @Override
    public float[] output(int task) {
      return towers.output(task);
    }

    @Override
    public void backward(
        float[] inputs, float[][] outputGradients, int rows, float[] inputGradient) {
      towers.backward(inputs, outputGradients, rows, inputGradient);
    }

    @Override
    public List<LossTerm> terms() {
      return List.of(tie);
    }

    @Override
    public List<String> export(OnnxGraph graph, String inputs) {
      return towers.export(graph, inputs);
    }
  }
}
