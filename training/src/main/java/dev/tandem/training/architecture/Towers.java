package dev.tandem.training.architecture;

import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.Phase;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A tower for each task on the same inputs. */
public final class Towers implements Network {
  private final List<Tower> towers;

  private Towers(List<Tower> towers) {
    this.towers = towers;
  }

  /** The towers of all tasks, on inputs of a width. */
  public static Towers build(
      NetworkShape shape, LayerContext context, int inputs, List<Integer> widths) {
    List<Tower> towers = new ArrayList<>();
    for (int task = 0; task < shape.tasks().size(); task++) {
      towers.add(
          new Tower(context.of(task), shape.tasks().get(task), inputs, widths, shape.dropout()));
    }
    return new Towers(towers);
  }

  /** The tower of a task. */
  public Tower tower(int task) {
    return towers.get(task);
  }

  @Override
  public void forward(float[] inputs, int rows, Phase phase) {
    for (Tower tower : towers) {
      tower.forward(inputs, rows, phase);
    }
  }

  @Override
  public float[] output(int task) {
    return towers.get(task).output();
  }

  @Override
  public void backward(float[] inputs, float[][] outputGradients, int rows, float[] inputGradient) {
    Arrays.fill(inputGradient, 0);
    for (int task = 0; task < towers.size(); task++) {
      towers.get(task).backward(inputs, outputGradients[task], rows, inputGradient);
    }
  }

  @Override
  public List<String> export(OnnxGraph graph, String inputs) {
    return towers.stream().map(tower -> tower.export(graph, inputs)).toList();
  }
}
