package dev.tandem.training.example;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.architecture.Tower;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Linear;
import dev.tandem.training.network.Linear.Bias;
import dev.tandem.training.network.Mlp;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.Phase;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Wide and deep (Cheng et al., 2016) for many tasks: a linear part beside a shared bottom. */
public final class WideAndDeep implements Architecture {
  @Override
  public Network build(NetworkShape shape, LayerContext context) {
    shape.options().requireKnown("wide_and_deep", List.of("bottom", "tower", "dropout"));
    return new WideAndDeepNetwork(shape, context);
  }

  private static final class WideAndDeepNetwork implements Network {
    private final Mlp bottom;
    private final List<Tower> towers = new ArrayList<>();
    private final List<Linear> wide = new ArrayList<>();
    private final List<float[]> outputs = new ArrayList<>();

    WideAndDeepNetwork(NetworkShape shape, LayerContext context) {
      int inputs = shape.inputWidth();
      double dropout = shape.dropout();
      bottom = new Mlp(context, "bottom", inputs, shape.widths("bottom", List.of(64)), dropout);
      List<Integer> widths = shape.widths("tower", List.of(32));
      for (int i = 0; i < shape.tasks().size(); i++) {
        Task task = shape.tasks().get(i);
        LayerContext own = context.of(i);
        int units = task.outputs();
        towers.add(new Tower(own, task.name(), units, bottom.width(), widths, dropout));
        wide.add(new Linear(own, "wide." + task.name(), inputs, units, Bias.ABSENT));
        outputs.add(new float[context.maxRows() * units]);
      }
    }

    @Override
    public void forward(float[] inputs, int rows, Phase phase) {
      bottom.forward(inputs, rows, phase);
      for (int task = 0; task < outputs.size(); task++) {
        float[] output = outputs.get(task);
        wide.get(task).forward(inputs, rows, output);
        towers.get(task).forward(bottom.output(), rows, phase);
        float[] deep = towers.get(task).output();
        for (int i = 0; i < rows * wide.get(task).outputs(); i++) {
          output[i] += deep[i];
        }
      }
    }

    @Override
    public float[] output(int task) {
      return outputs.get(task);
    }

    @Override
    public void backward(
        float[] inputs, float[][] outputGradients, int rows, float[] inputGradient) {
      Arrays.fill(inputGradient, 0);
      Arrays.fill(bottom.outputGradient(), 0);
      for (int task = 0; task < outputs.size(); task++) {
        float[] gradient = outputGradients[task];
        wide.get(task).backwardWeights(inputs, gradient, rows);
        wide.get(task).addBackwardInputs(gradient, rows, inputGradient);
        towers.get(task).backward(bottom.output(), gradient, rows, bottom.outputGradient());
      }
      bottom.backward(inputs, rows, inputGradient);
    }

    @Override
    public List<String> export(OnnxGraph graph, String inputs) {
      String code = bottom.export(graph, inputs);
      List<String> names = new ArrayList<>();
      for (int task = 0; task < outputs.size(); task++) {
        String deep = towers.get(task).export(graph, code);
        names.add(graph.node("Add", wide.get(task).export(graph, inputs), deep));
      }
      return names;
    }
  }
}
