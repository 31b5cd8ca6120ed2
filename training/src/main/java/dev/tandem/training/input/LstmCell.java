package dev.tandem.training.input;

import dev.tandem.training.network.LayerContext;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.List;

/**
 * A long short-term memory (Hochreiter and Schmidhuber 1997; Gers et al. 2000):
 *
 * <pre>
 *   i, o, f = sigmoid(x W + b + h U)      g = tanh(x Wg + bg + h Ug)
 *   c' = f * c + i * g                    h' = o * tanh(c')
 * </pre>
 *
 * The bias of the forget gate f begins at 1 (Jozefowicz et al., ICML 2015).
 */
final class LstmCell implements RecurrentCell {
  private static final int GATES = 4;

  private final int units;
  private final CellWeights weights;
  private final float[][] gates;
  private final float[][] memories;
  private final float[][] squashed;
  private final float[][] states;
  private final float[] stateGates;
  private final float[] gateGradients;
  private final float[] memoryGradient;

  LstmCell(LayerContext context, String name, int dimension, int units, int steps) {
    this.units = units;
    this.weights = new CellWeights(context, name, dimension, units, GATES);
    Arrays.fill(weights.bias().values(), 2 * units, 3 * units, 1);
    this.gates = new float[steps][];
    this.memories = new float[steps][];
    this.squashed = new float[steps][];
    this.states = new float[steps][];
    for (int step = 0; step < steps; step++) {
      gates[step] = context.activations(GATES * units);
      memories[step] = context.activations(units);
      squashed[step] = context.activations(units);
      states[step] = context.activations(units);
    }
    this.stateGates = context.activations(GATES * units);
    this.gateGradients = context.activations(GATES * units);
    this.memoryGradient = context.activations(units);
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
    squash(gates[step], rows);
    remember(step, rows);
    System.arraycopy(memories[step], 0, squashed[step], 0, rows * units);
    Squashing.tanh(squashed[step], rows * units);
    for (int row = 0, h = 0; row < rows; row++, h += units) {
      int o = (row * GATES + 1) * units;
      for (int j = 0; j < units; j++) {
        states[step][h + j] = gates[step][o + j] * squashed[step][h + j];
      }
    }
  }

  /** Makes gates of what they read: with tanh(x) = 2 sigmoid(2 x) - 1, all by one function. */
  private void squash(float[] gate, int rows) {
    int size = rows * GATES * units;
    for (int i = 0; i < size; i++) {
      gate[i] += stateGates[i];
    }
    for (int g = (GATES - 1) * units; g < size; g += GATES * units) {
      for (int j = g; j < g + units; j++) {
        gate[j] *= 2;
      }
    }
    Squashing.logistic(gate, size);
    for (int g = (GATES - 1) * units; g < size; g += GATES * units) {
      for (int j = g; j < g + units; j++) {
        gate[j] = 2 * gate[j] - 1;
      }
    }
  }

  private void remember(int step, int rows) {
    float[] gate = gates[step];
    for (int row = 0, h = 0; row < rows; row++, h += units) {
      int i = row * GATES * units;
      int f = i + 2 * units;
      int g = f + units;
      for (int j = 0; j < units; j++) {
        float before = step == 0 ? 0 : memories[step - 1][h + j];
        memories[step][h + j] = gate[f + j] * before + gate[i + j] * gate[g + j];
      }
    }
  }

  // Hot path: once per step of a sequence and block.
  @Override
  public void backward(
      int step, float[] x, int rows, int going, float[] stateGradient, float[] inputGradient) {
    // Rows that end here have no gradient of the memory from a later step.
    Arrays.fill(memoryGradient, going * units, rows * units, 0);
    for (int row = 0; row < rows; row++) {
      deactivate(step, row, stateGradient);
    }
    weights.backwardInput(x, gateGradients, rows, inputGradient);
    Arrays.fill(stateGradient, 0, rows * units, 0);
    if (step > 0) {
      weights.backwardState(states[step - 1], gateGradients, rows, stateGradient);
    }
  }

  private void deactivate(int step, int row, float[] stateGradient) {
    float[] gate = gates[step];
    int i = row * GATES * units;
    int o = i + units;
    int f = o + units;
    int g = f + units;
    int h = row * units;
    for (int j = 0; j < units; j++) {
      float output = squashed[step][h + j];
      float before = step == 0 ? 0 : memories[step - 1][h + j];
      float gradient = stateGradient[h + j];
      float memory = memoryGradient[h + j] + gradient * gate[o + j] * (1 - output * output);
      gateGradients[i + j] = memory * gate[g + j] * gate[i + j] * (1 - gate[i + j]);
      gateGradients[o + j] = gradient * output * gate[o + j] * (1 - gate[o + j]);
      gateGradients[f + j] = memory * before * gate[f + j] * (1 - gate[f + j]);
      gateGradients[g + j] = memory * gate[i + j] * (1 - gate[g + j] * gate[g + j]);
      memoryGradient[h + j] = memory * gate[f + j];
    }
  }

  @Override
  public String export(OnnxGraph graph, String x, String lengths) {
    float[] biases = Arrays.copyOf(weights.bias().values(), 2 * GATES * units);
    String bias = graph.tensor(weights.bias().name(), List.of(1L, (long) biases.length), biases);
    return graph
        .operation("LSTM")
        .with("hidden_size", units)
        .with("direction", "reverse")
        .second(x, weights.exportWeight(graph), weights.exportStateWeight(graph), bias, lengths);
  }
}
