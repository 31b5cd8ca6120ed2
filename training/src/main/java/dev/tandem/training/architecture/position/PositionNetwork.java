package dev.tandem.training.architecture.position;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.architecture.InputColumns;
import dev.tandem.training.network.GateWeights;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.LossTerm;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.Phase;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A network on the inputs other than position, whose logits are raised by position while training.
 * Its loss terms are about the logits without position: their gradients do not reach the tower.
 */
final class PositionNetwork implements Network {
  private final Network main;
  private final InputColumns rest;
  private final PositionBias bias;
  private final float[] inputs;
  private final float[] inputGradients;
  private final int[] units;
  private final float[][] outputs;
  private final float[][] mainGradients;
  private final float[][] termGradients;
  private Phase phase = Phase.INFERENCE;

  PositionNetwork(
      Network main, List<Task> tasks, InputColumns rest, PositionBias bias, LayerContext context) {
    this.main = main;
    this.rest = rest;
    this.bias = bias;
    this.inputs = new float[context.maxRows() * rest.width()];
    this.inputGradients = new float[inputs.length];
    this.units = tasks.stream().mapToInt(Task::outputs).toArray();
    this.outputs = new float[units.length][];
    Arrays.setAll(outputs, task -> new float[context.maxRows() * units[task]]);
    this.mainGradients = new float[units.length][];
    Arrays.setAll(mainGradients, task -> new float[outputs[task].length]);
    this.termGradients = new float[units.length][];
    Arrays.setAll(termGradients, task -> new float[outputs[task].length]);
  }

  @Override
  public void forward(float[] x, int rows, Phase forPhase) {
    phase = forPhase;
    rest.gather(x, rows, inputs);
    main.forward(inputs, rows, phase);
    for (int task = 0; task < outputs.length; task++) {
      System.arraycopy(main.output(task), 0, outputs[task], 0, outputs[task].length);
      Arrays.fill(termGradients[task], 0);
    }
    if (phase == Phase.TRAINING) {
      bias.addTo(outputs, x, rows);
    }
  }

  @Override
  public float[] output(int task) {
    return outputs[task];
  }

  @Override
  public void backward(float[] x, float[][] outputGradients, int rows, float[] inputGradient) {
    for (int task = 0; task < outputs.length; task++) {
      for (int i = 0; i < rows * units[task]; i++) {
        mainGradients[task][i] = outputGradients[task][i] + termGradients[task][i];
      }
      // The terms' gradients are for one pass.
      Arrays.fill(termGradients[task], 0);
    }
    main.backward(inputs, mainGradients, rows, inputGradients);
    Arrays.fill(inputGradient, 0);
    rest.addGradient(inputGradients, rows, inputGradient);
    if (phase == Phase.TRAINING) {
      bias.backward(outputGradients, rows, inputGradient);
    }
  }

  @Override
  public List<LossTerm> terms() {
    return main.terms().stream()
        .map(term -> (LossTerm) (labels, gradients) -> term.addGradients(labels, termGradients))
        .toList();
  }

  @Override
  public Map<String, GateWeights> gates() {
    return main.gates();
  }

  @Override
  public List<String> export(OnnxGraph graph, String x) {
    return main.export(graph, rest.export(graph, x));
  }
}
