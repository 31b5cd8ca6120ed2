package dev.tandem.training.architecture.sharing;

import dev.tandem.training.architecture.Tower;
import dev.tandem.training.network.Mlp;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.Phase;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Levels on top of each other, and for each task a tower on one of them. */
final class HierarchicalNetwork implements Network {
  private final List<Mlp> levels;
  private final List<Tower> towers;
  private final int[] levelOf;

  HierarchicalNetwork(List<Mlp> levels, List<Tower> towers, int[] levelOf) {
    this.levels = List.copyOf(levels);
    this.towers = List.copyOf(towers);
    this.levelOf = levelOf;
  }

  @Override
  public void forward(float[] inputs, int rows, Phase phase) {
    for (int level = 0; level < levels.size(); level++) {
      levels.get(level).forward(read(level, inputs), rows, phase);
    }
    for (int task = 0; task < levelOf.length; task++) {
      towers.get(task).forward(levels.get(levelOf[task]).output(), rows, phase);
    }
  }

  /** What a level reads. */
  private float[] read(int level, float[] inputs) {
    return level == 0 ? inputs : levels.get(level - 1).output();
  }

  @Override
  public float[] output(int task) {
    return towers.get(task).output();
  }

  @Override
  public void backward(float[] inputs, float[][] outputGradients, int rows, float[] inputGradient) {
    Arrays.fill(inputGradient, 0);
    for (int level = 0; level < levels.size(); level++) {
      Arrays.fill(levels.get(level).outputGradient(), 0);
    }
    for (int task = 0; task < levelOf.length; task++) {
      Mlp level = levels.get(levelOf[task]);
      towers
          .get(task)
          .backward(level.output(), outputGradients[task], rows, level.outputGradient());
    }
    for (int level = levels.size() - 1; level >= 0; level--) {
      float[] gradient = level == 0 ? inputGradient : levels.get(level - 1).outputGradient();
      levels.get(level).backward(read(level, inputs), rows, gradient);
    }
  }

  @Override
  public List<String> export(OnnxGraph graph, String inputs) {
    List<String> values = new ArrayList<>();
    String value = inputs;
    for (Mlp level : levels) {
      value = level.export(graph, value);
      values.add(value);
    }
    List<String> outputs = new ArrayList<>();
    for (int task = 0; task < levelOf.length; task++) {
      outputs.add(towers.get(task).export(graph, values.get(levelOf[task])));
    }
    return outputs;
  }
}
