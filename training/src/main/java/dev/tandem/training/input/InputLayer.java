package dev.tandem.training.input;

import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.transform.BucketTransform;
import dev.tandem.features.transform.CategoricalTransform;
import dev.tandem.features.transform.EmbeddedTransform;
import dev.tandem.features.transform.InputProgram;
import dev.tandem.features.transform.ListTransform;
import dev.tandem.features.transform.ListTransform.Pooling;
import dev.tandem.features.transform.SequenceEncoder;
import dev.tandem.features.transform.SequenceEncoder.Flat;
import dev.tandem.features.transform.SequenceEncoder.Gru;
import dev.tandem.features.transform.SequenceEncoder.Lstm;
import dev.tandem.features.transform.SequenceEncoder.TargetAttention;
import dev.tandem.features.transform.SequenceTransform;
import dev.tandem.training.embedding.EmbeddingTable;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the input vectors of a network from ids and dense numbers, and takes their gradients back
 * to the looked-up embeddings. One row shard's replica: the tables and the weights are shared with
 * the others. Not thread-safe.
 */
public final class InputLayer {
  private final InputLayout layout;
  private final List<EmbeddingTable> tables;
  private final List<InputPart> parts = new ArrayList<>();
  private final List<InputPart> backwardOrder = new ArrayList<>();
  private final IdBlock block;
  private final Gradients gradients;

  /**
   * A layer for blocks of at most {@code context.maxRows()} rows.
   *
   * @param tables those of the layout, in its order
   */
  public InputLayer(InputLayout layout, List<EmbeddingTable> tables, LayerContext context) {
    this.layout = layout;
    this.tables = List.copyOf(tables);
    this.block = new IdBlock(layout.program().idWidth());
    this.gradients = new Gradients(layout.width(), layout.gradientWidth());
    for (EmbeddedInput input : layout.embedded()) {
      InputPart part = part(input, context);
      parts.add(part);
      // What a sequence adds to the gradient of its target comes after the target's own.
      backwardOrder.add(part instanceof AttendedSequence ? backwardOrder.size() : 0, part);
    }
  }

  private InputPart part(EmbeddedInput input, LayerContext context) {
    EmbeddedTransform transform = input.transform();
    EmbeddingTable table = tables.get(input.table());
    if (transform instanceof BucketTransform || transform instanceof CategoricalTransform) {
      return new SingleEmbedding(input, table);
    } else if (transform instanceof ListTransform list) {
      return list.pooling() == Pooling.MAX
          ? new LargestOfList(input, table, context)
          : new PooledList(input, table, list.pooling());
    } else if (transform instanceof SequenceTransform sequence) {
      return sequence(input, sequence, table, context);
    }
    throw new IllegalArgumentException("no layer for " + transform);
  }

  private InputPart sequence(
      EmbeddedInput input, SequenceTransform sequence, EmbeddingTable table, LayerContext context) {
    SequenceEncoder encoder = sequence.encoder();
    String name = input.name("sequence");
    int dimension = table.dimension();
    int steps = sequence.length();
    if (encoder instanceof TargetAttention attention) {
      return new AttendedSequence(
          input, layout.target(sequence.target()), table, attention, context);
    } else if (encoder instanceof Gru gru) {
      GruCell cell = new GruCell(context, name, dimension, gru.units(), steps);
      return new RecurrentSequence(input, table, cell, context);
    } else if (encoder instanceof Lstm lstm) {
      LstmCell cell = new LstmCell(context, name, dimension, lstm.units(), steps);
      return new RecurrentSequence(input, table, cell, context);
    } else if (encoder instanceof Flat) {
      return new FlatSequence(input, table);
    }
    throw new IllegalArgumentException("no layer for " + encoder);
  }

  /** The embedding tables, shared by all shards. */
  public List<EmbeddingTable> tables() {
    return tables;
  }

  /**
   * Writes the input vectors of the rows {@code [from, from + rows)} to the front of {@code
   * vectors}, rows x width.
   *
   * @param ids rows x id width
   * @param dense rows x dense width
   */
  // Hot path: once per block.
  public void forward(int[] ids, float[] dense, int from, int rows, float[] vectors) {
    block.moveTo(ids, from, rows);
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).forward(block, vectors, layout.width());
    }
    int denseWidth = layout.program().denseWidth();
    for (int row = 0; row < rows && denseWidth > 0; row++) {
      int to = (row + 1) * layout.width() - denseWidth;
      System.arraycopy(dense, (from + row) * denseWidth, vectors, to, denseWidth);
    }
  }

  /**
   * Takes the gradients of the last forward pass's vectors back: adds those of the encoders'
   * weights, and writes those of the looked-up embeddings to the rows {@code [from, from + rows)}
   * of {@code embeddingGradients}, rows x {@link InputLayout#gradientWidth}.
   */
  // Hot path: once per block.
  public void backward(float[] vectorGradients, float[] embeddingGradients, int from) {
    gradients.moveTo(vectorGradients, embeddingGradients, from);
    for (int i = 0; i < backwardOrder.size(); i++) {
      backwardOrder.get(i).backward(block, gradients);
    }
  }

  /** Adds the layer and the inputs of the graph; returns the name of the vectors. */
  public String export(OnnxGraph graph) {
    InputProgram program = layout.program();
    List<String> columns = new ArrayList<>();
    if (program.idWidth() > 0) {
      graph.longInput(ModelBundle.IDS_INPUT, program.idWidth());
    }
    for (EmbeddingTable table : tables) {
      graph.matrix(table.name(), table.entries(), table.dimension(), table.weights());
    }
    for (InputPart part : parts) {
      columns.add(part.export(graph, ModelBundle.IDS_INPUT));
    }
    if (program.denseWidth() > 0) {
      graph.floatInput(ModelBundle.DENSE_INPUT, program.denseWidth());
      columns.add(ModelBundle.DENSE_INPUT);
    }
    return graph.concatenate(columns);
  }
}
