package dev.tandem.training.input;

import dev.tandem.training.embedding.EmbeddingTable;
import dev.tandem.training.network.Linear;
import dev.tandem.training.network.Rectifier;

/**
 * Some steps on their way through a {@link ScoreUnit}: few enough that what is computed of them
 * stays in cache. Keeps the activations for the backward pass.
 */
final class ScoredSteps {
  /** The most steps. */
  static final int CAPACITY = 1024;

  private final ScoreUnit unit;
  private final Scratch scratch;
  private final int dimension;
  private final float[] steps;
  private final float[][] outputs;
  private final float[] scores = new float[CAPACITY];
  private int from;
  private int count;

  ScoredSteps(ScoreUnit unit, Scratch scratch) {
    this.unit = unit;
    this.scratch = scratch;
    this.dimension = unit.dimension();
    this.steps = new float[CAPACITY * 2 * dimension];
    this.outputs = new float[1 + unit.hidden().size()][];
    outputs[0] = new float[CAPACITY * unit.units()];
    for (int i = 0; i < unit.hidden().size(); i++) {
      outputs[i + 1] = new float[CAPACITY * unit.hidden().get(i).outputs()];
    }
  }

  /**
   * Scores the steps {@code [from, from + count)}.
   *
   * @param targets rows x dimension
   * @param targetSums what the targets add to the first layer, rows x units
   */
  // Hot path: once per 1024 steps of sequences.
  void forward(
      PresentSteps present,
      int newFrom,
      int newCount,
      EmbeddingTable table,
      float[] targets,
      float[] targetSums,
      float[] allScores) {
    from = newFrom;
    count = newCount;
    for (int i = 0, at = 0; i < count; i++, at += 2 * dimension) {
      table.lookUp(present.id(from + i), steps, at);
      int target = present.row(from + i) * dimension;
      for (int j = 0; j < dimension; j++) {
        steps[at + dimension + j] = steps[at + j] * targets[target + j];
      }
    }
    unit.forwardSteps(steps, count, outputs[0]);
    rectify(present, targetSums);
    for (int i = 0; i < unit.hidden().size(); i++) {
      Linear layer = unit.hidden().get(i);
      layer.forward(outputs[i], count, outputs[i + 1]);
      Rectifier.forward(outputs[i + 1], count * layer.outputs());
    }
    unit.score().forward(outputs[outputs.length - 1], count, scores);
    System.arraycopy(scores, 0, allScores, from, count);
  }

  private void rectify(PresentSteps present, float[] targetSums) {
    float[] first = outputs[0];
    int units = unit.units();
    for (int i = 0, at = 0; i < count; i++, at += units) {
      int target = present.row(from + i) * units;
      for (int j = 0; j < units; j++) {
        first[at + j] = Math.max(0, first[at + j] + targetSums[target + j]);
      }
    }
  }

  /** Adds each step's embedding, times its weight, to its row's columns of the vectors. */
  // Hot path: once per 1024 steps of sequences.
  void addTo(PresentSteps present, float[] weights, float[] vectors, int vectorAt, int stride) {
    for (int i = 0, at = 0; i < count; i++, at += 2 * dimension) {
      int to = present.row(from + i) * stride + vectorAt;
      float weight = weights[from + i];
      for (int j = 0; j < dimension; j++) {
        vectors[to + j] += weight * steps[at + j];
      }
    }
  }

  /** Writes the gradient of each step's weight: its embedding times the gradient of its row. */
  // Hot path: once per 1024 steps of sequences.
  void weightGradients(PresentSteps present, float[] rowGradients, float[] weightGradients) {
    for (int i = 0, at = 0; i < count; i++, at += 2 * dimension) {
      int row = present.row(from + i) * dimension;
      float sum = 0;
      for (int j = 0; j < dimension; j++) {
        sum += rowGradients[row + j] * steps[at + j];
      }
      weightGradients[from + i] = sum;
    }
  }

  /**
   * Computes the gradients of the steps, count x [e, c * e], left in the scratch memory, adds those
   * of the weights, and adds to the gradients of what the targets added, rows x units.
   */
  // Hot path: once per 1024 steps of sequences.
  float[] backward(PresentSteps present, float[] scoreGradients, float[] targetSumGradients) {
    System.arraycopy(scoreGradients, from, scores, 0, count);
    int last = outputs.length - 1;
    unit.score().backwardWeights(outputs[last], scores, count);
    unit.score().backwardInputs(scores, count, scratch.outputs[last]);
    for (int i = last; i > 0; i--) {
      Linear layer = unit.hidden().get(i - 1);
      Rectifier.backward(outputs[i], scratch.outputs[i], count * layer.outputs());
      layer.backwardWeights(outputs[i - 1], scratch.outputs[i], count);
      layer.backwardInputs(scratch.outputs[i], count, scratch.outputs[i - 1]);
    }
    float[] first = scratch.outputs[0];
    int units = unit.units();
    Rectifier.backward(outputs[0], first, count * units);
    for (int i = 0, at = 0; i < count; i++, at += units) {
      int target = present.row(from + i) * units;
      for (int j = 0; j < units; j++) {
        targetSumGradients[target + j] += first[at + j];
      }
    }
    unit.backwardSteps(steps, first, count, scratch.steps);
    return scratch.steps;
  }

  /** The steps, count x [e, c * e]; shared. */
  float[] steps() {
    return steps;
  }

  int from() {
    return from;
  }

  int count() {
    return count;
  }

  /** Memory for gradients that all steps of a shard use in turn. */
  static final class Scratch {
    private final float[] steps;
    private final float[][] outputs;

    Scratch(ScoreUnit unit) {
      this.steps = new float[CAPACITY * 2 * unit.dimension()];
      this.outputs = new float[1 + unit.hidden().size()][];
      outputs[0] = new float[CAPACITY * unit.units()];
      for (int i = 0; i < unit.hidden().size(); i++) {
        outputs[i + 1] = new float[CAPACITY * unit.hidden().get(i).outputs()];
      }
    }
  }
}
