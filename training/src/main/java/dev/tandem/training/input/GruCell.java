package dev.tandem.training.input;

import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Parameter;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.List;

/**
 * A gated recurrent unit (Cho et al., EMNLP 2014) whose reset gate acts after the product, as in
 * cuDNN:
 *
 * <pre>
 *   z = sigmoid(x Wz + bz + h Uz)      r = sigmoid(x Wr + br + h Ur)
 *   n = tanh(x Wn + bn + r * (h Un + d))
 *   h' = (1 - z) * n + z * h
 * </pre>
 */
final class GruCell implements RecurrentCell {
  private static final int GATES = 3;

  private final int units;
  private final int shard;
  private final CellWeights weights;
  private final Parameter stateBias;
  private final float[][] gates;
  private final float[][] recalled;
  private final float[][] candidates;
  private final float[][] states;
  private final float[] stateGates;
  private final float[] inputGradients;
  private final float[] stateGradients;

  GruCell(LayerContext context, String name, int dimension, int units, int steps) {
    this.units = units;
    this.shard = context.shard();
    this.weights = new CellWeights(context, name, dimension, units, GATES);
    this.stateBias = context.bias(name + ".state_bias", units);
    this.gates = new float[steps][];
    this.recalled = new float[steps][];
    this.candidates = new float[steps][];
    this.states = new float[steps][];
    for (int step = 0; step < steps; step++) {
      gates[step] = context.activations(GATES * units);
      recalled[step] = context.activations(units);
      candidates[step] = context.activations(units);
      states[step] = context.activations(units);
    }
    this.stateGates = context.activations(GATES * units);
    this.inputGradients = context.activations(GATES * units);
    this.stateGradients = context.activations(GATES * units);
  }

  @Override
  public int units() {
    return units;
  }

  @Override
  public float[] state(int step) {
    return states[step];
  }

  // Hot path: once per step of a sequence and block.
  @Override
  public void forward(int step, float[] x, int rows) {
    weights.forwardInput(x, rows, gates[step]);
    weights.forwardState(states, step, rows, stateGates);
    recall(step, rows);
    float[] gate = gates[step];
    for (int i = 0; i < rows * GATES * units; i++) {
      gate[i] += stateGates[i];
    }
    // That of the candidates is wasted, but long loops without gaps are many times faster.
    Squashing.logistic(gate, rows * GATES * units);
    float[] candidate = candidates[step];
    for (int row = 0, h = 0; row < rows; row++, h += units) {
      int r = row * GATES * units + units;
      for (int j = 0; j < units; j++) {
        candidate[h + j] += gate[r + j] * recalled[step][h + j];
      }
    }
    Squashing.tanh(candidate, rows * units);
    mix(step, rows);
  }

  /** Sets aside what the candidates read of the input, x Wn + bn, and of the state, h Un + d. */
  private void recall(int step, int rows) {
    float[] d = stateBias.values();
    for (int row = 0, h = 0; row < rows; row++, h += units) {
      int n = (row * GATES + 2) * units;
      for (int j = 0; j < units; j++) {
        recalled[step][h + j] = stateGates[n + j] + d[j];
        candidates[step][h + j] = gates[step][n + j];
      }
    }
  }

  private void mix(int step, int rows) {
    float[] candidate = candidates[step];
    for (int row = 0, h = 0; row < rows; row++, h += units) {
      int z = row * GATES * units;
      for (int j = 0; j < units; j++) {
        float kept = gates[step][z + j];
        float before = step == 0 ? 0 : states[step - 1][h + j];
        states[step][h + j] = (1 - kept) * candidate[h + j] + kept * before;
      }
    }
  }

  // Hot path: once per step of a sequence and block.
  @Override
  public void backward(
      int step, float[] x, int rows, int going, float[] stateGradient, float[] inputGradient) {
    for (int row = 0; row < rows; row++) {
      deactivate(step, row, stateGradient);
    }
    weights.backwardInput(x, inputGradients, rows, inputGradient);
    if (step > 0) {
      weights.backwardState(states[step - 1], stateGradients, rows, stateGradient);
    }
  }

  private void deactivate(int step, int row, float[] stateGradient) {
    float[] gate = gates[step];
    float[] candidate = candidates[step];
    float[] d = stateBias.gradient(shard);
    int z = row * GATES * units;
    int r = z + units;
    int n = r + units;
    int h = row * units;
    for (int j = 0; j < units; j++) {
      float gradient = stateGradient[h + j];
      float before = step == 0 ? 0 : states[step - 1][h + j];
      float dz = gradient * (before - candidate[h + j]) * gate[z + j] * (1 - gate[z + j]);
      float dn = gradient * (1 - gate[z + j]) * (1 - candidate[h + j] * candidate[h + j]);
      float dr = dn * recalled[step][h + j] * gate[r + j] * (1 - gate[r + j]);
      inputGradients[z + j] = dz;
      inputGradients[r + j] = dr;
      inputGradients[n + j] = dn;
      stateGradients[z + j] = dz;
      stateGradients[r + j] = dr;
      stateGradients[n + j] = dn * gate[r + j];
      d[j] += dn * gate[r + j];
      stateGradient[h + j] = gradient * gate[z + j];
    }
  }

  @Override
  public String export(OnnxGraph graph, String x, String lengths) {
    float[] biases = Arrays.copyOf(weights.bias().values(), 2 * GATES * units);
    System.arraycopy(stateBias.values(), 0, biases, (2 * GATES - 1) * units, units);
    String bias = graph.tensor(weights.bias().name(), List.of(1L, (long) biases.length), biases);
    return graph
        .operation("GRU")
        .with("hidden_size", units)
        .with("linear_before_reset", 1)
        .with("direction", "reverse")
        .second(x, weights.exportWeight(graph), weights.exportStateWeight(graph), bias, lengths);
  }
}
