package dev.tandem.training.architecture;

import dev.tandem.training.loss.Calibrator;
import dev.tandem.training.network.GateWeights;
import dev.tandem.training.network.LossTerm;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.Phase;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The towers of AITM: forward in the order of the tasks, backward in the opposite one. */
final class AitmNetwork implements Network {
  private final List<ChainedTower> towers;
  private final List<Calibrator> calibrators;

  AitmNetwork(List<ChainedTower> towers, List<Calibrator> calibrators) {
    this.towers = List.copyOf(towers);
    this.calibrators = List.copyOf(calibrators);
  }

  @Override
  public void forward(float[] inputs, int rows, Phase phase) {
    for (ChainedTower tower : towers) {
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
    towers.forEach(ChainedTower::clearGradient);
    for (int task = towers.size() - 1; task >= 0; task--) {
      towers.get(task).backward(inputs, outputGradients[task], rows, inputGradient);
    }
  }

  @Override
  public List<LossTerm> terms() {
    return calibrators.stream()
        .map(
            calibrator ->
                (LossTerm) (labels, gradients) -> calibrator.addGradients(this, labels, gradients))
        .toList();
  }

  @Override
  public Map<String, GateWeights> gates() {
    Map<String, GateWeights> gates = new LinkedHashMap<>();
    towers.forEach(
        tower -> tower.weights().ifPresent(w -> gates.put("transfer." + tower.task(), w)));
    return gates;
  }

  @Override
  public List<String> export(OnnxGraph graph, String inputs) {
    Map<ChainedTower, String> vectors = new HashMap<>();
    return towers.stream().map(tower -> tower.export(graph, inputs, vectors)).toList();
  }
}
