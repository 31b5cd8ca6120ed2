package dev.tandem.training.input;

import dev.tandem.training.embedding.EmbeddingTable;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.Arrays;

/**
 * The last state of a recurrent unit that reads the embeddings of a sequence from the oldest to the
 * newest; zeros without a step.
 *
 * <p>Rows are taken in the order of their lengths, longest first, so that those that have a step
 * are always the first ones, and no empty place is computed.
 */
final class RecurrentSequence implements InputPart {
  private final EmbeddedInput input;
  private final EmbeddingTable table;
  private final RecurrentCell cell;
  private final int dimension;
  private final int[] lengths;
  private final int[] order;
  private final int[] rowsWith;
  private final float[][] steps;
  private final float[] stateGradient;
  private final float[] stepGradient;

  RecurrentSequence(
      EmbeddedInput input, EmbeddingTable table, RecurrentCell cell, LayerContext context) {
    int length = input.transform().idWidth();
    this.input = input;
    this.table = table;
    this.cell = cell;
    this.dimension = table.dimension();
    this.lengths = new int[context.maxRows()];
    this.order = new int[context.maxRows()];
    this.rowsWith = new int[length + 2];
    this.steps = new float[length][];
    Arrays.setAll(steps, step -> context.activations(dimension));
    this.stateGradient = context.activations(cell.units());
    this.stepGradient = context.activations(dimension);
  }

  // Hot path: once per sequence and block.
  @Override
  public void forward(IdBlock block, float[] vectors, int stride) {
    sort(block);
    for (int step = 0; rowsWith[step] > 0; step++) {
      int rows = rowsWith[step];
      for (int i = 0; i < rows; i++) {
        table.lookUp(block.ids()[idAt(block, i, step)], steps[step], i * dimension);
      }
      cell.forward(step, steps[step], rows);
    }
    int units = cell.units();
    for (int i = 0; i < block.rows(); i++) {
      int at = order[i] * stride + input.vectorAt();
      int length = lengths[order[i]];
      if (length == 0) {
        Arrays.fill(vectors, at, at + units, 0);
      } else {
        System.arraycopy(cell.state(length - 1), i * units, vectors, at, units);
      }
    }
  }

  /** Orders the rows by length, longest first, and counts those that have each step. */
  private void sort(IdBlock block) {
    Arrays.fill(rowsWith, 0);
    for (int row = 0; row < block.rows(); row++) {
      int first = block.at(row) + input.idAt();
      lengths[row] = Padded.count(block.ids(), first, input.transform().idWidth());
      rowsWith[lengths[row]]++;
    }
    // From the number of rows of each length to where the rows of a length begin.
    for (int length = rowsWith.length - 2, before = 0; length >= 0; length--) {
      int count = rowsWith[length];
      rowsWith[length] = before;
      before += count;
    }
    for (int row = 0; row < block.rows(); row++) {
      order[rowsWith[lengths[row]]++] = row;
    }
    // Now entry n is the number of rows of length n or more, which is that of rows with step n - 1.
    System.arraycopy(rowsWith, 1, rowsWith, 0, rowsWith.length - 1);
  }

  /** Where the id of a step stands, counted from the oldest, of the i-th row in the order. */
  private int idAt(IdBlock block, int i, int step) {
    return block.at(order[i]) + input.idAt() + lengths[order[i]] - 1 - step;
  }

  // Hot path: once per sequence and block.
  @Override
  public void backward(IdBlock block, Gradients gradients) {
    int units = cell.units();
    int going = 0;
    for (int step = input.transform().idWidth() - 1; step >= 0; step--) {
      int rows = rowsWith[step];
      for (int i = going; i < rows; i++) {
        int from = gradients.vectorAt(order[i]) + input.vectorAt();
        System.arraycopy(gradients.vectors(), from, stateGradient, i * units, units);
      }
      if (rows > 0) {
        cell.backward(step, steps[step], rows, going, stateGradient, stepGradient);
        scatter(step, rows, gradients);
      }
      going = rows;
    }
  }

  private void scatter(int step, int rows, Gradients gradients) {
    for (int i = 0; i < rows; i++) {
      int to =
          gradients.embeddingsAt(order[i])
              + input.gradientAt()
              + (lengths[order[i]] - 1 - step) * dimension;
      System.arraycopy(stepGradient, i * dimension, gradients.embeddings(), to, dimension);
    }
  }

  @Override
  public String export(OnnxGraph graph, String ids) {
    ExportedSteps exported = ExportedSteps.of(graph, input, table.name(), ids);
    String x = graph.transpose(exported.embeddings(), 1, 0, 2);
    String counts = graph.reshape(graph.wholeNumbers(exported.count()), -1);
    String state = graph.reshape(cell.export(graph, x, counts), -1, cell.units());
    String any = graph.node("Greater", exported.count(), graph.scalar(0));
    return graph.node("Where", any, state, graph.scalar(0));
  }
}
