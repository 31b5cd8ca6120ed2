package dev.tandem.training.architecture.sequence;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.architecture.Tower;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Lstm;
import dev.tandem.training.network.Mixture;
import dev.tandem.training.network.Phase;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One task of {@link Mose}: the mixture of the experts' states, the LSTM that reads it, and the
 * tower on its last state and the other inputs.
 */
final class TaskMemory {
  private final int steps;
  private final int otherWidth;
  private final Mixture mixture;
  private final Lstm memory;
  private final Tower tower;
  private final float[] joined;
  private final float[] joinedGradient;

  /**
   * A task's part.
   *
   * @param own the context of the task
   * @param experts which it mixes
   * @param otherWidth the width of the inputs beside the sequence
   */
  TaskMemory(
      LayerContext own,
      NetworkShape shape,
      Task task,
      List<Lstm> experts,
      MoseSettings settings,
      int steps,
      int otherWidth) {
    this.steps = steps;
    this.otherWidth = otherWidth;
    this.mixture =
        new Mixture(
            own,
            "mixture." + task.name(),
            settings.expert(),
            experts.stream().map(Lstm::output).toList(),
            experts.stream().map(Lstm::outputGradient).toList(),
            0);
    this.memory = new Lstm(own, "memory." + task.name(), settings.expert(), settings.task(), steps);
    int width = settings.task() + otherWidth;
    List<Integer> widths = shape.widths("tower", List.of(64, 32));
    this.tower = new Tower(own, task.name(), task.outputs(), width, widths, shape.dropout());
    this.joined = new float[own.maxRows() * width];
    this.joinedGradient = new float[own.maxRows() * width];
  }

  Mixture mixture() {
    return mixture;
  }

  float[] output() {
    return tower.output();
  }

  /** Follows the experts; the scores of the mixture must be there. */
  void forward(boolean[] present, float[] others, int rows, Phase phase) {
    mixture.forward(rows, phase);
    memory.forward(mixture.output(), present, rows);
    int units = memory.units();
    int last = (steps - 1) * rows * units;
    for (int row = 0, at = 0; row < rows; row++, at += units + otherWidth) {
      System.arraycopy(memory.output(), last + row * units, joined, at, units);
      System.arraycopy(others, row * otherWidth, joined, at + units, otherWidth);
    }
    tower.forward(joined, rows, phase);
  }

  /** Adds to the experts' gradients and to that of the other inputs. */
  void backward(boolean[] present, float[] outputGradient, int rows, float[] otherGradient) {
    Arrays.fill(joinedGradient, 0);
    tower.backward(joined, outputGradient, rows, joinedGradient);
    Arrays.fill(memory.outputGradient(), 0);
    int units = memory.units();
    int last = (steps - 1) * rows * units;
    for (int row = 0, at = 0; row < rows; row++, at += units + otherWidth) {
      System.arraycopy(joinedGradient, at, memory.outputGradient(), last + row * units, units);
      for (int j = 0; j < otherWidth; j++) {
        otherGradient[row * otherWidth + j] += joinedGradient[at + units + j];
      }
    }
    Arrays.fill(mixture.outputGradient(), 0);
    memory.backward(mixture.output(), present, rows, mixture.outputGradient());
    mixture.backward(rows);
  }

  /**
   * Adds the task to an exported graph and returns the name of its output.
   *
   * @param states of each expert after each step
   * @param others empty if there are no inputs beside the sequence
   */
  String export(
      OnnxGraph graph,
      String scores,
      List<List<String>> states,
      List<String> present,
      List<String> others) {
    String weights = mixture.exportWeights(graph, scores);
    List<String> mixed = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      int at = step;
      mixed.add(
          mixture.export(graph, weights, states.stream().map(expert -> expert.get(at)).toList()));
    }
    List<String> parts =
        new ArrayList<>(List.of(memory.export(graph, mixed, present).get(steps - 1)));
    parts.addAll(others);
    return tower.export(graph, parts.size() == 1 ? parts.get(0) : graph.concatenate(parts));
  }
}
