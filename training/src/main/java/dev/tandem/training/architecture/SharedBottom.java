package dev.tandem.training.architecture;

import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Mlp;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.Phase;
import dev.tandem.training.onnx.OnnxGraph;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;

/**
 * Hard sharing: one bottom that all tasks read, and a tower for each.
 *
 * <p>Settings: {@code bottom}, absent: [128]; {@code tower}, absent: [64, 32]; {@code dropout},
 * absent: 0.
 */
public final class SharedBottom implements Architecture {

  /** Has no state. */
  @Inject
  public SharedBottom() {}

  @Override
  public Network build(NetworkShape shape, LayerContext context) {
    shape.options().requireKnown("shared_bottom", List.of("bottom", "tower", "dropout"));
    Mlp bottom =
        new Mlp(
            context,
            "bottom",
            shape.inputWidth(),
            shape.widths("bottom", List.of(128)),
            shape.dropout());
    return new SharedBottomNetwork(
        bottom,
        Towers.build(shape, context, bottom.width(), shape.widths("tower", List.of(64, 32))));
  }

  /** The bottom, then the towers. */
  private record SharedBottomNetwork(Mlp bottom, Towers towers) implements Network {
    @Override
    public void forward(float[] inputs, int rows, Phase phase) {
      bottom.forward(inputs, rows, phase);
      towers.forward(bottom.output(), rows, phase);
    }

    @Override
    public float[] output(int task) {
      return towers.output(task);
    }

    @Override
    public void backward(
        float[] inputs, float[][] outputGradients, int rows, float[] inputGradient) {
      towers.backward(bottom.output(), outputGradients, rows, bottom.outputGradient());
      Arrays.fill(inputGradient, 0);
      bottom.backward(inputs, rows, inputGradient);
    }

    @Override
    public List<String> export(OnnxGraph graph, String inputs) {
      return towers.export(graph, bottom.export(graph, inputs));
    }
  }
}
