package dev.tandem.training.architecture.sequence;

import dev.tandem.training.architecture.InputSlice;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps of a flattened sequence in a network's input vector, which has the newest first. Arrays
 * over steps hold step t of row r at {@code t * rows + r}, oldest first.
 */
final class SequenceColumns {
  /** A flag is 1 or 0; what lies between is nothing that training could move. */
  private static final float PRESENT = 0.5f;

  private final int inputWidth;
  private final InputSlice slice;
  private final int width;

  SequenceColumns(NetworkShape shape, InputSlice slice) {
    this.inputWidth = shape.inputWidth();
    this.slice = slice;
    this.width = slice.width() / slice.steps() - 1;
  }

  int steps() {
    return slice.steps();
  }

  /** The width of a step, without its flag. */
  int width() {
    return width;
  }

  private int column(int step) {
    return slice.offset() + (slice.steps() - 1 - step) * (width + 1);
  }

  /** Copies the steps, steps x rows x {@link #width}, and says which are there. */
  // Hot path: once per block.
  void gather(float[] inputs, int rows, float[] steps, boolean[] present) {
    for (int step = 0, at = 0; step < slice.steps(); step++) {
      for (int row = 0; row < rows; row++, at++) {
        int from = row * inputWidth + column(step);
        System.arraycopy(inputs, from, steps, at * width, width);
        present[at] = inputs[from + width] > PRESENT;
      }
    }
  }

  /** Adds the gradients of the steps to that of the input vectors. */
  // Hot path: once per block.
  void addGradient(float[] steps, int rows, float[] inputGradient) {
    for (int step = 0, at = 0; step < slice.steps(); step++) {
      for (int row = 0; row < rows; row++) {
        int to = row * inputWidth + column(step);
        for (int j = 0; j < width; j++) {
          inputGradient[to + j] += steps[at++];
        }
      }
    }
  }

  /** The names of the steps in an exported graph. */
  List<String> export(OnnxGraph graph, String inputs) {
    List<String> names = new ArrayList<>();
    for (int step = 0; step < slice.steps(); step++) {
      names.add(graph.columns(inputs, column(step), column(step) + width));
    }
    return names;
  }

  /** The names of conditions that say which steps are there. */
  List<String> exportPresent(OnnxGraph graph, String inputs) {
    List<String> names = new ArrayList<>();
    for (int step = 0; step < slice.steps(); step++) {
      int flag = column(step) + width;
      names.add(
          graph.node("Greater", graph.columns(inputs, flag, flag + 1), graph.scalar(PRESENT)));
    }
    return names;
  }
}
