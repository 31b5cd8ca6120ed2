package dev.tandem.training.input;

import dev.tandem.features.transform.SequenceEncoder.TargetAttention;
import dev.tandem.features.transform.SequenceEncoder.Weights;
import dev.tandem.training.embedding.EmbeddingTable;
import dev.tandem.training.input.ScoredSteps.Scratch;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.Arrays;

/**
 * The sum of the embeddings of a sequence, each weighted by its score beside the target, or by the
 * softmax of the row's scores (deep interest network, Zhou et al., KDD 2018). Empty places are left
 * out before anything is computed; a row without a step gives zeros.
 */
final class AttendedSequence implements InputPart {
  private final EmbeddedInput input;
  private final EmbeddedInput target;
  private final EmbeddingTable table;
  private final Weights form;
  private final int dimension;
  private final ScoreUnit unit;
  private final PresentSteps present;
  private final ScoredSteps[] chunks;
  private final float[] targets;
  private final float[] targetSums;
  private final float[] targetGradients;
  private final float[] rowGradients;
  private final float[] weights;
  private final float[] weightGradients;

  AttendedSequence(
      EmbeddedInput input,
      EmbeddedInput target,
      EmbeddingTable table,
      TargetAttention encoder,
      LayerContext context) {
    this.input = input;
    this.target = target;
    this.table = table;
    this.form = encoder.weights();
    this.dimension = table.dimension();
    this.unit = new ScoreUnit(context, input.name("sequence"), dimension, encoder.units());
    this.present = new PresentSteps(input, context.maxRows());
    int most = Math.multiplyExact(context.maxRows(), input.transform().idWidth());
    Scratch scratch = new Scratch(unit);
    this.chunks = new ScoredSteps[(most + ScoredSteps.CAPACITY - 1) / ScoredSteps.CAPACITY];
    Arrays.setAll(chunks, i -> new ScoredSteps(unit, scratch));
    this.targets = context.activations(dimension);
    this.targetSums = context.activations(unit.units());
    this.targetGradients = context.activations(dimension);
    this.rowGradients = context.activations(dimension);
    this.weights = new float[most];
    this.weightGradients = new float[most];
  }

  // Hot path: once per sequence and block.
  @Override
  public void forward(IdBlock block, float[] vectors, int stride) {
    present.load(block);
    for (int row = 0; row < block.rows(); row++) {
      table.lookUp(block.ids()[block.at(row) + target.idAt()], targets, row * dimension);
      int at = row * stride + input.vectorAt();
      Arrays.fill(vectors, at, at + dimension, 0);
    }
    unit.fold();
    unit.forwardTargets(targets, block.rows(), targetSums);
    for (int i = 0; i < chunkCount(); i++) {
      int from = i * ScoredSteps.CAPACITY;
      int count = Math.min(ScoredSteps.CAPACITY, present.count() - from);
      chunks[i].forward(present, from, count, table, targets, targetSums, weights);
    }
    if (form == Weights.SOFTMAX) {
      softmax();
    }
    for (int i = 0; i < chunkCount(); i++) {
      chunks[i].addTo(present, weights, vectors, input.vectorAt(), stride);
    }
  }

  private int chunkCount() {
    return (present.count() + ScoredSteps.CAPACITY - 1) / ScoredSteps.CAPACITY;
  }

  private void softmax() {
    for (int row = 0; row < present.rows(); row++) {
      int from = present.start(row);
      int to = present.start(row + 1);
      float largest = Float.NEGATIVE_INFINITY;
      for (int i = from; i < to; i++) {
        largest = Math.max(largest, weights[i]);
      }
      float sum = 0;
      for (int i = from; i < to; i++) {
        weights[i] = (float) Math.exp(weights[i] - largest);
        sum += weights[i];
      }
      for (int i = from; i < to; i++) {
        weights[i] /= sum;
      }
    }
  }

  // Hot path: once per sequence and block.
  @Override
  public void backward(IdBlock block, Gradients gradients) {
    for (int row = 0; row < block.rows(); row++) {
      int from = gradients.vectorAt(row) + input.vectorAt();
      System.arraycopy(gradients.vectors(), from, rowGradients, row * dimension, dimension);
    }
    for (int i = 0; i < chunkCount(); i++) {
      chunks[i].weightGradients(present, rowGradients, weightGradients);
    }
    if (form == Weights.SOFTMAX) {
      softmaxBackward();
    }
    Arrays.fill(targetGradients, 0, block.rows() * dimension, 0);
    // The sums themselves are not needed any more.
    Arrays.fill(targetSums, 0, block.rows() * unit.units(), 0);
    for (int i = 0; i < chunkCount(); i++) {
      float[] steps = chunks[i].backward(present, weightGradients, targetSums);
      scatter(chunks[i], steps, gradients);
    }
    unit.backwardTargets(targets, targetSums, block.rows(), targetGradients);
    addTargetGradients(gradients);
  }

  private void softmaxBackward() {
    for (int row = 0; row < present.rows(); row++) {
      int to = present.start(row + 1);
      float mean = 0;
      for (int i = present.start(row); i < to; i++) {
        mean += weights[i] * weightGradients[i];
      }
      for (int i = present.start(row); i < to; i++) {
        weightGradients[i] = weights[i] * (weightGradients[i] - mean);
      }
    }
  }

  /** Writes the gradients of the steps' embeddings, and adds those of the targets. */
  private void scatter(ScoredSteps chunk, float[] stepGradients, Gradients gradients) {
    float[] steps = chunk.steps();
    float[] out = gradients.embeddings();
    for (int i = 0, at = 0; i < chunk.count(); i++, at += 2 * dimension) {
      int step = chunk.from() + i;
      int row = present.row(step);
      int to =
          gradients.embeddingsAt(row)
              + input.gradientAt()
              + (step - present.start(row)) * dimension;
      int beside = row * dimension;
      float weight = weights[step];
      for (int j = 0; j < dimension; j++) {
        float crossed = stepGradients[at + dimension + j];
        out[to + j] =
            weight * rowGradients[beside + j]
                + stepGradients[at + j]
                + crossed * targets[beside + j];
        targetGradients[beside + j] += crossed * steps[at + j];
      }
    }
  }

  private void addTargetGradients(Gradients gradients) {
    float[] out = gradients.embeddings();
    for (int row = 0; row < present.rows(); row++) {
      int to = gradients.embeddingsAt(row) + target.gradientAt();
      for (int j = 0; j < dimension; j++) {
        out[to + j] += targetGradients[row * dimension + j];
      }
    }
  }

  @Override
  public String export(OnnxGraph graph, String ids) {
    ExportedSteps steps = ExportedSteps.of(graph, input, table.name(), ids);
    String beside = graph.unsqueeze(graph.lookUp(table.name(), ids, target.idAt()), 1);
    int length = input.transform().idWidth();
    String scores = unit.export(graph, steps.embeddings(), beside, length);
    String shares = graph.unsqueeze(scores, 2);
    if (form == Weights.SOFTMAX) {
      String lowest = graph.scalar(-Float.MAX_VALUE);
      shares = graph.softmax(graph.node("Where", steps.isPresent(), shares, lowest), 1);
    }
    return graph.sum(graph.node("Mul", shares, steps.masked()), 1);
  }
}
