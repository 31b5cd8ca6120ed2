package dev.tandem.training.architecture.funnel;

import dev.tandem.training.architecture.Tower;
import dev.tandem.training.network.LossTerm;
import dev.tandem.training.network.Mlp;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.Phase;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Towers on the inputs or on a shared bottom, and the steps that make the outputs of tasks of
 * theirs.
 *
 * <p>Terms of the loss may add to gradients of signals between forward and backward. The backward
 * pass that follows takes them along and leaves all gradients 0, so further ones have none of them.
 *
 * @param bottom what the towers read; absent: the inputs
 * @param bias read by steps
 * @param towers in any order
 * @param steps such that each comes after those whose output it reads
 * @param outputs of the tasks, in their order
 */
record FunnelNetwork(
    Optional<Mlp> bottom,
    Optional<ColumnBias> bias,
    List<SignalTower> towers,
    List<Step> steps,
    List<Signal> outputs,
    List<LossTerm> terms)
    implements Network {

  /** A tower and its output. */
  record SignalTower(Tower tower, Signal output) {}

  FunnelNetwork {
    towers = List.copyOf(towers);
    steps = List.copyOf(steps);
    outputs = List.copyOf(outputs);
    terms = List.copyOf(terms);
  }

  @Override
  public void forward(float[] inputs, int rows, Phase phase) {
    float[] vectors = inputs;
    if (bottom.isPresent()) {
      bottom.get().forward(inputs, rows, phase);
      vectors = bottom.get().output();
    }
    if (bias.isPresent()) {
      bias.get().forward(inputs, rows);
    }
    for (int i = 0; i < towers.size(); i++) {
      towers.get(i).tower().forward(vectors, rows, phase);
    }
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).forward(rows);
    }
    clearGradients(rows);
  }

  private void clearGradients(int rows) {
    for (int i = 0; i < towers.size(); i++) {
      towers.get(i).output().clearGradient(rows);
    }
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).output().clearGradient(rows);
    }
    if (bias.isPresent()) {
      bias.get().output().clearGradient(rows);
    }
  }

  @Override
  public float[] output(int task) {
    return outputs.get(task).values();
  }

  @Override
  public void backward(float[] inputs, float[][] outputGradients, int rows, float[] inputGradient) {
    Arrays.fill(inputGradient, 0);
    for (int task = 0; task < outputs.size(); task++) {
      outputs.get(task).addGradient(outputGradients[task], rows);
    }
    for (int i = steps.size() - 1; i >= 0; i--) {
      steps.get(i).backward(rows);
    }
    if (bias.isPresent()) {
      bias.get().backward(rows, inputGradient);
    }
    if (bottom.isPresent()) {
      Arrays.fill(bottom.get().outputGradient(), 0);
      backwardTowers(bottom.get().output(), rows, bottom.get().outputGradient());
      bottom.get().backward(inputs, rows, inputGradient);
    } else {
      backwardTowers(inputs, rows, inputGradient);
    }
    clearGradients(rows);
  }

  private void backwardTowers(float[] vectors, int rows, float[] vectorGradient) {
    for (int i = 0; i < towers.size(); i++) {
      SignalTower tower = towers.get(i);
      tower.tower().backward(vectors, tower.output().gradient(), rows, vectorGradient);
    }
  }

  @Override
  public List<String> export(OnnxGraph graph, String inputs) {
    Set<Signal> read = new HashSet<>(outputs);
    steps.forEach(step -> read.addAll(step.inputs()));
    Map<Signal, String> names = new HashMap<>();
    String vectors = bottom.isPresent() ? bottom.get().export(graph, inputs) : inputs;
    bias.ifPresent(b -> names.put(b.output(), b.export(graph, inputs)));
    for (SignalTower tower : towers) {
      // A tower that terms of the loss alone read predicts nothing.
      if (read.contains(tower.output())) {
        names.put(tower.output(), tower.tower().export(graph, vectors));
      }
    }
    steps.forEach(step -> names.put(step.output(), step.export(graph, names)));
    return outputs.stream().map(names::get).toList();
  }
}
