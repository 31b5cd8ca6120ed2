package dev.tandem.training.architecture.sharing;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Linear;
import dev.tandem.training.network.Linear.Bias;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.Phase;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Stitched layers, and a head for each task. */
final class CrossStitchNetwork implements Network {
  private final List<StitchedLayer> layers;
  private final List<Linear> heads = new ArrayList<>();
  private final List<float[]> outputs = new ArrayList<>();

  CrossStitchNetwork(List<StitchedLayer> layers, List<Task> tasks, LayerContext context) {
    this.layers = List.copyOf(layers);
    int width = layers.get(layers.size() - 1).width();
    for (int task = 0; task < tasks.size(); task++) {
      int units = tasks.get(task).outputs();
      String name = "head." + tasks.get(task).name();
      heads.add(new Linear(context.of(task), name, width, units, Bias.PRESENT));
      outputs.add(new float[context.maxRows() * units]);
    }
  }

  private StitchedLayer last() {
    return layers.get(layers.size() - 1);
  }

  @Override
  public void forward(float[] inputs, int rows, Phase phase) {
    for (int layer = 0; layer < layers.size(); layer++) {
      for (int task = 0; task < heads.size(); task++) {
        layers.get(layer).forward(task, read(layer, task, inputs), rows, phase);
      }
      layers.get(layer).stitch(rows);
    }
    for (int task = 0; task < heads.size(); task++) {
      heads.get(task).forward(last().output(task), rows, outputs.get(task));
    }
  }

  /** What a task's part of a layer reads. */
  private float[] read(int layer, int task, float[] inputs) {
    return layer == 0 ? inputs : layers.get(layer - 1).output(task);
  }

  @Override
  public float[] output(int task) {
    return outputs.get(task);
  }

  @Override
  public void backward(float[] inputs, float[][] outputGradients, int rows, float[] inputGradient) {
    Arrays.fill(inputGradient, 0);
    for (int layer = 0; layer < layers.size(); layer++) {
      layers.get(layer).clearGradients();
    }
    for (int task = 0; task < heads.size(); task++) {
      heads.get(task).backwardWeights(last().output(task), outputGradients[task], rows);
      heads.get(task).backwardInputs(outputGradients[task], rows, last().outputGradient(task));
    }
    for (int layer = layers.size() - 1; layer >= 0; layer--) {
      layers.get(layer).unstitch(rows);
      for (int task = 0; task < heads.size(); task++) {
        float[] gradient = layer == 0 ? inputGradient : layers.get(layer - 1).outputGradient(task);
        layers.get(layer).backward(task, read(layer, task, inputs), rows, gradient);
      }
    }
  }

  @Override
  public List<String> export(OnnxGraph graph, String inputs) {
    List<String> values = Collections.nCopies(heads.size(), inputs);
    for (StitchedLayer layer : layers) {
      values = layer.export(graph, values);
    }
    List<String> names = new ArrayList<>();
    for (int task = 0; task < heads.size(); task++) {
      names.add(heads.get(task).export(graph, values.get(task)));
    }
    return names;
  }
}
