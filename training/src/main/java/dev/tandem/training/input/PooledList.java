package dev.tandem.training.input;

import dev.tandem.features.transform.ListTransform.Pooling;
import dev.tandem.training.embedding.EmbeddingTable;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.Arrays;

/** The sum or the mean of the embeddings of a list; zeros for an empty one. */
final class PooledList implements InputPart {
  private final EmbeddedInput input;
  private final EmbeddingTable table;
  private final Pooling pooling;

  /**
   * A pooled list.
   *
   * @param pooling {@link Pooling#SUM} or {@link Pooling#MEAN}
   */
  PooledList(EmbeddedInput input, EmbeddingTable table, Pooling pooling) {
    this.input = input;
    this.table = table;
    this.pooling = pooling;
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
        add(block.ids()[first + i], vectors, at);
      }
      float factor = factor(count);
      for (int j = at; j < at + dimension; j++) {
        vectors[j] *= factor;
      }
    }
  }

  private void add(int id, float[] vectors, int at) {
    float[] page = table.page(id);
    int from = table.at(id);
    int dimension = table.dimension();
    for (int j = 0; j < dimension; j++) {
      vectors[at + j] += page[from + j];
    }
  }

  private float factor(int count) {
    return pooling == Pooling.MEAN && count > 0 ? 1f / count : 1;
  }

  /** All embeddings of a list have the same gradient, which stands there once. */
  // Hot path: once per row and step.
  @Override
  public void backward(IdBlock block, Gradients gradients) {
    int dimension = table.dimension();
    for (int row = 0; row < block.rows(); row++) {
      int first = block.at(row) + input.idAt();
      float factor = factor(Padded.count(block.ids(), first, input.transform().idWidth()));
      int from = gradients.vectorAt(row) + input.vectorAt();
      int to = gradients.embeddingsAt(row) + input.gradientAt();
      for (int j = 0; j < dimension; j++) {
        gradients.embeddings()[to + j] = factor * gradients.vectors()[from + j];
      }
    }
  }

  @Override
  public String export(OnnxGraph graph, String ids) {
    ExportedSteps steps = ExportedSteps.of(graph, input, table.name(), ids);
    String sum = graph.sum(steps.masked(), 1);
    if (pooling == Pooling.SUM) {
      return sum;
    }
    return graph.node("Div", sum, graph.node("Max", steps.count(), graph.scalar(1)));
  }
}
