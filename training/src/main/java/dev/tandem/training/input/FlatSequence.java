package dev.tandem.training.input;

import dev.tandem.training.embedding.EmbeddingTable;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.List;

/**
 * The embeddings of a sequence one after the other, each followed by a 1; zeros in empty places.
 */
final class FlatSequence implements InputPart {
  private final EmbeddedInput input;
  private final EmbeddingTable table;

  FlatSequence(EmbeddedInput input, EmbeddingTable table) {
    this.input = input;
    this.table = table;
  }

  // Hot path: once per row and step.
  @Override
  public void forward(IdBlock block, float[] vectors, int stride) {
    int dimension = table.dimension();
    for (int row = 0; row < block.rows(); row++) {
      int first = block.at(row) + input.idAt();
      int count = Padded.count(block.ids(), first, input.transform().idWidth());
      int at = row * stride + input.vectorAt();
      for (int i = 0; i < count; i++, at += dimension + 1) {
        table.lookUp(block.ids()[first + i], vectors, at);
        vectors[at + dimension] = 1;
      }
      Arrays.fill(vectors, at, row * stride + input.vectorAt() + input.width(), 0);
    }
  }

  // Hot path: once per row and step.
  @Override
  public void backward(IdBlock block, Gradients gradients) {
    int dimension = table.dimension();
    for (int row = 0; row < block.rows(); row++) {
      int first = block.at(row) + input.idAt();
      int count = Padded.count(block.ids(), first, input.transform().idWidth());
      int from = gradients.vectorAt(row) + input.vectorAt();
      int to = gradients.embeddingsAt(row) + input.gradientAt();
      for (int i = 0; i < count; i++, from += dimension + 1, to += dimension) {
        System.arraycopy(gradients.vectors(), from, gradients.embeddings(), to, dimension);
      }
    }
  }

  @Override
  public String export(OnnxGraph graph, String ids) {
    ExportedSteps steps = ExportedSteps.of(graph, input, table.name(), ids);
    String flagged = graph.concatenate(List.of(steps.masked(), steps.mask()), 2);
    return graph.reshape(flagged, -1, input.width());
  }
}
