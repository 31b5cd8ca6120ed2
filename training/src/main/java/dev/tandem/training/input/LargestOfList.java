package dev.tandem.training.input;

import dev.tandem.training.embedding.EmbeddingTable;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.Arrays;

/**
 * The largest number in each place among the embeddings of a list, the first one where two are
 * equal; zeros for an empty one. The gradient of a place goes to where its number came from.
 */
final class LargestOfList implements InputPart {
  private final EmbeddedInput input;
  private final EmbeddingTable table;
  private final int[] winners;

  LargestOfList(EmbeddedInput input, EmbeddingTable table, LayerContext context) {
    this.input = input;
    this.table = table;
    this.winners = new int[Math.multiplyExact(context.maxRows(), table.dimension())];
  }

  // Hot path: once per row and step.
  @Override
  public void forward(IdBlock block, float[] vectors, int stride) {
    int dimension = table.dimension();
    int at = input.vectorAt();
    for (int row = 0; row < block.rows(); row++, at += stride) {
      Arrays.fill(vectors, at, at + dimension, 0);
      int first = block.at(row) + input.idAt();
      int count = Padded.count(block.ids(), first, input.transform().idWidth());
      for (int i = 0; i < count; i++) {
        raise(block.ids()[first + i], i, vectors, at, row * dimension);
      }
    }
  }

  private void raise(int id, int step, float[] vectors, int at, int winnersAt) {
    float[] page = table.page(id);
    int from = table.at(id);
    int dimension = table.dimension();
    for (int j = 0; j < dimension; j++) {
      if (step == 0 || page[from + j] > vectors[at + j]) {
        vectors[at + j] = page[from + j];
        winners[winnersAt + j] = step;
      }
    }
  }

  // Hot path: once per row and step.
  @Override
  public void backward(IdBlock block, Gradients gradients) {
    int dimension = table.dimension();
    for (int row = 0; row < block.rows(); row++) {
      int first = block.at(row) + input.idAt();
      int count = Padded.count(block.ids(), first, input.transform().idWidth());
      int to = gradients.embeddingsAt(row) + input.gradientAt();
      Arrays.fill(gradients.embeddings(), to, to + count * dimension, 0);
      int from = gradients.vectorAt(row) + input.vectorAt();
      for (int j = 0; j < dimension && count > 0; j++) {
        int step = winners[row * dimension + j];
        gradients.embeddings()[to + step * dimension + j] = gradients.vectors()[from + j];
      }
    }
  }

  @Override
  public String export(OnnxGraph graph, String ids) {
    ExportedSteps steps = ExportedSteps.of(graph, input, table.name(), ids);
    // An empty place has the lowest number, and a list without any other place has zeros.
    String lowest = graph.scalar(-Float.MAX_VALUE);
    String candidates = graph.node("Where", steps.isPresent(), steps.embeddings(), lowest);
    String largest = graph.largest(candidates, 1);
    String any = graph.node("Greater", steps.count(), graph.scalar(0));
    return graph.node("Where", any, largest, graph.scalar(0));
  }
}
