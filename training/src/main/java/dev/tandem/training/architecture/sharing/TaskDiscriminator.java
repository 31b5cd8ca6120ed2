package dev.tandem.training.architecture.sharing;

import dev.tandem.training.network.BlockLabels;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Linear;
import dev.tandem.training.network.Linear.Bias;

/**
 * Guesses from a code shared by tasks for which task a row stands: the softmax of a linear layer,
 * with the mean cross-entropy over all pairs of a row and a task in whose sample space it is. The
 * gradient of the code is reversed (Ganin and Lempitsky, ICML 2015): what helps the layer to guess
 * is driven out of the code.
 *
 * <p>Where every row is in every space there is nothing to tell apart, and the gradient vanishes as
 * the layer learns so.
 */
final class TaskDiscriminator {
  private final Linear layer;
  private final int tasks;
  private final float reversal;
  private final float[] scores;
  private final float[] codeGradient;
  private boolean pending;

  /**
   * A discriminator of codes of a width.
   *
   * @param reversal the factor of the reversed gradient
   */
  TaskDiscriminator(LayerContext context, int width, int tasks, double reversal) {
    this.layer = new Linear(context, "discriminator", width, tasks, Bias.PRESENT);
    this.tasks = tasks;
    this.reversal = (float) reversal;
    this.scores = new float[context.maxRows() * tasks];
    this.codeGradient = new float[context.maxRows() * width];
  }

  /** Forgets a gradient that no backward pass has taken. */
  void clear() {
    pending = false;
  }

  /**
   * Adds the gradients of the layer, keeps the reversed one of the code, and returns the block's
   * part of the cross-entropy.
   */
  double addGradients(float[] code, BlockLabels labels) {
    int rows = labels.rows();
    layer.forward(code, rows, scores);
    int pairs = 0;
    for (int task = 0; task < tasks; task++) {
      pairs += labels.inSpace(task);
    }
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      sum += addRow(labels, row, 1.0 / Math.max(1, pairs));
    }
    layer.backwardWeights(code, scores, rows);
    layer.backwardInputs(scores, rows, codeGradient);
    for (int i = 0; i < rows * layer.inputs(); i++) {
      codeGradient[i] *= -reversal;
    }
    pending = true;
    return sum;
  }

  /** Replaces the scores of a row by their gradient and returns its part of the cross-entropy. */
  // Hot path: once per row.
  private double addRow(BlockLabels labels, int row, double factor) {
    int at = row * tasks;
    double greatest = Double.NEGATIVE_INFINITY;
    int spaces = 0;
    for (int task = 0; task < tasks; task++) {
      greatest = Math.max(greatest, scores[at + task]);
      spaces += Float.isNaN(labels.target(task, row)) ? 0 : 1;
    }
    double total = 0;
    for (int task = 0; task < tasks; task++) {
      total += Math.exp(scores[at + task] - greatest);
    }
    double logTotal = greatest + Math.log(total);
    double sum = 0;
    for (int task = 0; task < tasks; task++) {
      double logShare = scores[at + task] - logTotal;
      boolean in = !Float.isNaN(labels.target(task, row));
      sum -= in ? factor * logShare : 0;
      scores[at + task] = (float) (factor * (spaces * Math.exp(logShare) - (in ? 1 : 0)));
    }
    return sum;
  }

  /** Adds the kept gradient of the code, once after each {@link #addGradients}. */
  void addCodeGradient(int rows, float[] gradient) {
    if (pending) {
      for (int i = 0; i < rows * layer.inputs(); i++) {
        gradient[i] += codeGradient[i];
      }
      pending = false;
    }
  }
}
