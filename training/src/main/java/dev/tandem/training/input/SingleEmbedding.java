package dev.tandem.training.input;

import dev.tandem.training.embedding.EmbeddingTable;
import dev.tandem.training.onnx.OnnxGraph;

/** The embedding of the one id of an input. */
final class SingleEmbedding implements InputPart {
  private final EmbeddedInput input;
  private final EmbeddingTable table;

  SingleEmbedding(EmbeddedInput input, EmbeddingTable table) {
    this.input = input;
    this.table = table;
  }

  // Hot path: once per row and step.
  @Override
  public void forward(IdBlock block, float[] vectors, int stride) {
    int at = input.vectorAt();
    for (int row = 0; row < block.rows(); row++, at += stride) {
      table.lookUp(block.ids()[block.at(row) + input.idAt()], vectors, at);
    }
  }

  @Override
  public void backward(IdBlock block, Gradients gradients) {
    for (int row = 0; row < block.rows(); row++) {
      System.arraycopy(
          gradients.vectors(),
          gradients.vectorAt(row) + input.vectorAt(),
          gradients.embeddings(),
          gradients.embeddingsAt(row) + input.gradientAt(),
          table.dimension());
    }
  }

  @Override
  public String export(OnnxGraph graph, String ids) {
    return graph.lookUp(table.name(), ids, input.idAt());
  }
}
