package dev.tandem.training.architecture.experts;

import dev.tandem.training.architecture.Tower;
import dev.tandem.training.network.ExpertLevel;
import dev.tandem.training.network.GateWeights;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.Phase;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Levels of experts and gates, and a tower for each task on a gate of the last level. */
final class ExpertNetwork implements Network {
  private final List<ExpertLevel> levels;
  private final List<Tower> towers;
  private final int[] gates;
  private final float[][] inputs;
  private final float[][] inputGradients;

  /**
   * A network whose task i reads the gate {@code gates[i]} of the last level.
   *
   * @param levels whose first reads the input vector as each of its inputs
   * @param inputs the number of inputs of the first level
   */
  ExpertNetwork(List<ExpertLevel> levels, int inputs, List<Tower> towers, int[] gates) {
    this.levels = List.copyOf(levels);
    this.towers = List.copyOf(towers);
    this.gates = gates;
    this.inputs = new float[inputs][];
    this.inputGradients = new float[inputs][];
  }

  @Override
  public void forward(float[] x, int rows, Phase phase) {
    Arrays.fill(inputs, x);
    float[][] in = inputs;
    for (int level = 0; level < levels.size(); level++) {
      levels.get(level).forward(in, rows, phase);
      in = levels.get(level).outputs();
    }
    for (int task = 0; task < gates.length; task++) {
      towers.get(task).forward(in[gates[task]], rows, phase);
    }
  }

  @Override
  public float[] output(int task) {
    return towers.get(task).output();
  }

  @Override
  public void backward(float[] x, float[][] outputGradients, int rows, float[] inputGradient) {
    Arrays.fill(inputGradient, 0);
    Arrays.fill(inputs, x);
    Arrays.fill(inputGradients, inputGradient);
    for (int level = 0; level < levels.size(); level++) {
      levels.get(level).clearGradients();
    }
    ExpertLevel last = levels.get(levels.size() - 1);
    for (int task = 0; task < gates.length; task++) {
      float[] in = last.outputs()[gates[task]];
      float[] gradient = last.outputGradients()[gates[task]];
      towers.get(task).backward(in, outputGradients[task], rows, gradient);
    }
    for (int level = levels.size() - 1; level >= 0; level--) {
      float[][] in = level == 0 ? inputs : levels.get(level - 1).outputs();
      float[][] gradient = level == 0 ? inputGradients : levels.get(level - 1).outputGradients();
      levels.get(level).backward(in, rows, gradient);
    }
  }

  @Override
  public Map<String, GateWeights> gates() {
    Map<String, GateWeights> weights = new LinkedHashMap<>();
    levels.forEach(level -> weights.putAll(level.weights()));
    return weights;
  }

  @Override
  public List<String> export(OnnxGraph graph, String x) {
    List<String> values = Collections.nCopies(inputs.length, x);
    for (ExpertLevel level : levels) {
      values = level.export(graph, values);
    }
    List<String> outputs = new ArrayList<>();
    for (int task = 0; task < gates.length; task++) {
      outputs.add(towers.get(task).export(graph, values.get(gates[task])));
    }
    return outputs;
  }
}
