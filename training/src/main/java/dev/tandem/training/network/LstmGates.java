package dev.tandem.training.network;

import java.util.Arrays;

/**
 * The gates i, f, o and the candidate g of an LSTM at each place, a row of a step, with its
 * memories and the gradients of the scores behind them.
 */
final class LstmGates {
  /** The place before the first step, whose memory and state are 0. */
  static final int NONE = -1;

  private static final int GATES = 4;

  private final int units;
  private final float[] values;
  private final float[] gradients;
  private final float[] memories;

  /** Gates of a number of units; {@code size} is places x units. */
  LstmGates(int units, int size) {
    this.units = units;
    this.values = new float[GATES * size];
    this.gradients = new float[GATES * size];
    this.memories = new float[size];
  }

  /** What the input adds to the scores before a place is activated, then its gates. */
  float[] values() {
    return values;
  }

  /** The gradients of the scores, places x four times the units. */
  float[] gradients() {
    return gradients;
  }

  /** Computes the gates, the memory and the state of a place from the scores' three parts. */
  // Hot path: once per row and step.
  void activate(int at, int from, float[] stateScores, int row, float[] bias, float[] states) {
    int size = GATES * units;
    for (int j = 0; j < size; j++) {
      float score = values[at * size + j] + stateScores[row * size + j] + bias[j];
      values[at * size + j] =
          j < 3 * units ? (float) (1 / (1 + Math.exp(-score))) : (float) Math.tanh(score);
    }
    int i = at * size;
    for (int j = 0; j < units; j++) {
      float old = from == NONE ? 0 : memories[from * units + j];
      float memory = values[i + units + j] * old + values[i + j] * values[i + 3 * units + j];
      memories[at * units + j] = memory;
      states[at * units + j] = values[i + 2 * units + j] * (float) Math.tanh(memory);
    }
  }

  /** Keeps memory and state of the place before. */
  void keep(int at, int from, float[] states) {
    if (from == NONE) {
      Arrays.fill(memories, at * units, (at + 1) * units, 0);
      Arrays.fill(states, at * units, (at + 1) * units, 0);
    } else {
      System.arraycopy(memories, from * units, memories, at * units, units);
      System.arraycopy(states, from * units, states, at * units, units);
    }
  }

  /**
   * Computes the gradients of a place's scores from that of its state, and moves the gradient of
   * the row's memory to the place before.
   */
  // Hot path: once per row and step.
  void undo(int at, int from, int row, float[] stateGradient, float[] memoryGradient) {
    int i = at * GATES * units;
    int f = i + units;
    int o = f + units;
    int g = o + units;
    for (int j = 0; j < units; j++) {
      float squashed = (float) Math.tanh(memories[at * units + j]);
      float old = from == NONE ? 0 : memories[from * units + j];
      float told = stateGradient[row * units + j];
      float memory =
          memoryGradient[row * units + j] + told * values[o + j] * (1 - squashed * squashed);
      gradients[i + j] = memory * values[g + j] * values[i + j] * (1 - values[i + j]);
      gradients[f + j] = memory * old * values[f + j] * (1 - values[f + j]);
      gradients[o + j] = told * squashed * values[o + j] * (1 - values[o + j]);
      gradients[g + j] = memory * values[i + j] * (1 - values[g + j] * values[g + j]);
      memoryGradient[row * units + j] = memory * values[f + j];
    }
  }

  /** A place that was not there has no gradient. */
  void clear(int at) {
    Arrays.fill(gradients, at * GATES * units, (at + 1) * GATES * units, 0);
  }
}
