package dev.tandem.training.network;

import dev.tandem.training.network.Linear.Bias;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A long short-term memory over a sequence, with the state after each step (Hochreiter and
 * Schmidhuber 1997; Gers et al. 2000):
 *
 * <pre>
 *   i, f, o = sigmoid(x W + h U + b)      g = tanh(x Wg + h Ug + bg)
 *   c' = f * c + i * g                    h' = o * tanh(c')
 * </pre>
 *
 * A step that is not there leaves the state as it was. The bias of f begins at 1 (Jozefowicz et
 * al., ICML 2015).
 *
 * <p>Arrays over steps hold step t of row r at {@code t * rows + r}, oldest first.
 */
public final class Lstm {
  private static final int GATES = 4;

  private final int shard;
  private final int steps;
  private final int units;
  private final Linear input;
  private final Linear state;
  private final Parameter bias;
  private final LstmGates gates;
  private final float[] output;
  private final float[] outputGradient;
  private final float[] before;
  private final float[] stateScores;
  private final float[] stepGradient;
  private final float[] carried;
  private final float[] memoryGradient;

  /** A memory of some units over sequences of at most {@code steps} steps. */
  public Lstm(LayerContext context, String name, int inputs, int units, int steps) {
    this.shard = context.shard();
    this.steps = steps;
    this.units = units;
    this.input = new Linear(context, name + ".input", inputs, GATES * units, Bias.ABSENT);
    this.state = new Linear(context, name + ".state", units, GATES * units, Bias.ABSENT);
    float[] initial = new float[GATES * units];
    Arrays.fill(initial, units, 2 * units, 1);
    this.bias = context.weights(name + ".bias", 1, GATES * units, initial);
    this.gates = new LstmGates(units, context.maxRows() * steps * units);
    this.output = context.activations(steps * units);
    this.outputGradient = context.activations(steps * units);
    this.before = context.activations(units);
    this.stateScores = context.activations(GATES * units);
    this.stepGradient = context.activations(GATES * units);
    this.carried = context.activations(units);
    this.memoryGradient = context.activations(units);
  }

  /** The number of units. */
  public int units() {
    return units;
  }

  /** The states after each step in the last forward pass, steps x rows x units; shared. */
  public float[] output() {
    return output;
  }

  /** Where the caller puts the gradients of all states before {@link #backward}; shared. */
  public float[] outputGradient() {
    return outputGradient;
  }

  /**
   * Computes the states.
   *
   * @param x steps x rows x inputs
   * @param present steps x rows
   */
  public void forward(float[] x, boolean[] present, int rows) {
    input.forward(x, steps * rows, gates.values());
    for (int step = 0; step < steps; step++) {
      stateBefore(step, rows);
      if (step == 0) {
        Arrays.fill(stateScores, 0, rows * GATES * units, 0);
      } else {
        state.forward(before, rows, stateScores);
      }
      for (int row = 0; row < rows; row++) {
        int at = step * rows + row;
        int from = step == 0 ? LstmGates.NONE : at - rows;
        if (present[at]) {
          gates.activate(at, from, stateScores, row, bias.values(), output);
        } else {
          gates.keep(at, from, output);
        }
      }
    }
  }

  /** Copies the state before a step, which is 0 before the first, to {@link #before}. */
  private void stateBefore(int step, int rows) {
    if (step > 0) {
      System.arraycopy(output, (step - 1) * rows * units, before, 0, rows * units);
    }
  }

  /** Adds the gradients of the weights, and the gradient of x to dx. */
  public void backward(float[] x, boolean[] present, int rows, float[] dx) {
    Arrays.fill(carried, 0);
    Arrays.fill(memoryGradient, 0);
    for (int step = steps - 1; step >= 0; step--) {
      for (int row = 0; row < rows; row++) {
        backward(step, row, rows, present[step * rows + row]);
      }
      if (step > 0) {
        stateBefore(step, rows);
        state.backwardWeights(before, stepGradient, rows);
        state.addBackwardInputs(stepGradient, rows, carried);
      }
      addBiasGradient(rows);
    }
    input.backwardWeights(x, gates.gradients(), steps * rows);
    input.addBackwardInputs(gates.gradients(), steps * rows, dx);
  }

  /**
   * One row of a step: leaves the gradient of its gates, and in {@link #carried} that of the state
   * before, but for what goes through the gates.
   */
  // Hot path: once per row and step.
  private void backward(int step, int row, int rows, boolean present) {
    int at = step * rows + row;
    for (int j = 0; j < units; j++) {
      carried[row * units + j] += outputGradient[at * units + j];
    }
    if (present) {
      gates.undo(at, step == 0 ? LstmGates.NONE : at - rows, row, carried, memoryGradient);
      Arrays.fill(carried, row * units, (row + 1) * units, 0);
    } else {
      gates.clear(at);
    }
    int size = GATES * units;
    System.arraycopy(gates.gradients(), at * size, stepGradient, row * size, size);
  }

  private void addBiasGradient(int rows) {
    float[] sums = bias.gradient(shard);
    for (int i = 0; i < rows * GATES * units; i++) {
      sums[i % sums.length] += stepGradient[i];
    }
  }

  /**
   * Adds the memory to an exported graph, step by step, and returns the names of its states.
   *
   * @param x the name of each step, rows x inputs
   * @param present for each step the name of a condition, rows x 1
   */
  public List<String> export(OnnxGraph graph, List<String> x, List<String> present) {
    graph.vector(bias.name(), bias.values());
    List<String> states = new ArrayList<>();
    String h = graph.scalar(0);
    String c = graph.scalar(0);
    for (int step = 0; step < steps; step++) {
      String scores = graph.node("Add", input.export(graph, x.get(step)), bias.name());
      if (step > 0) {
        scores = graph.node("Add", scores, state.export(graph, h));
      } else {
        state.exportWeight(graph);
      }
      String remembered =
          graph.node(
              "Add",
              graph.node("Mul", gate(graph, "Sigmoid", scores, 1), c),
              graph.node("Mul", gate(graph, "Sigmoid", scores, 0), gate(graph, "Tanh", scores, 3)));
      String told =
          graph.node("Mul", gate(graph, "Sigmoid", scores, 2), graph.node("Tanh", remembered));
      c = graph.node("Where", present.get(step), remembered, c);
      h = graph.node("Where", present.get(step), told, h);
      states.add(h);
    }
    return states;
  }

  private String gate(OnnxGraph graph, String activation, String scores, int number) {
    return graph.node(activation, graph.columns(scores, number * units, (number + 1) * units));
  }
}
