package dev.tandem.training;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import dev.tandem.features.declaration.Task;
import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Linear;
import dev.tandem.training.network.Linear.Bias;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.Phase;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.List;

/** An architecture as a team would add it: one linear layer for each task. */
public final class LinearExtension extends AbstractModule implements TrainingExtension {
  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), String.class, Architecture.class)
        .addBinding("linear")
        .toInstance(LinearNetwork::new);
  }

  private static final class LinearNetwork implements Network {
    private final List<Linear> layers;
    private final float[][] outputs;

    LinearNetwork(NetworkShape shape, LayerContext context) {
      this.layers =
          shape.tasks().stream()
              .map(Task::name)
              .map(name -> new Linear(context, name, shape.inputWidth(), 1, Bias.PRESENT))
              .toList();
      this.outputs = new float[layers.size()][context.maxRows()];
    }

    @Override
    public void forward(float[] inputs, int rows, Phase phase) {
      for (int task = 0; task < outputs.length; task++) {
        layers.get(task).forward(inputs, rows, outputs[task]);
      }
    }

    @Override
    public float[] output(int task) {
      return outputs[task];
    }

    @Override
    public void backward(
        float[] inputs, float[][] outputGradients, int rows, float[] inputGradient) {
      Arrays.fill(inputGradient, 0);
      for (int task = 0; task < outputs.length; task++) {
        layers.get(task).backwardWeights(inputs, outputGradients[task], rows);
        layers.get(task).addBackwardInputs(outputGradients[task], rows, inputGradient);
      }
    }

    @Override
    public List<String> export(OnnxGraph graph, String inputs) {
      return layers.stream().map(layer -> layer.export(graph, inputs)).toList();
    }
  }
}
