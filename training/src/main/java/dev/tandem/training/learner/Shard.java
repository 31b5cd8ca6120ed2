package dev.tandem.training.learner;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.input.InputLayer;
import dev.tandem.training.loss.Calibrator;
import dev.tandem.training.loss.TaskLoss;
import dev.tandem.training.network.Calibration;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.Phase;
import dev.tandem.training.rows.TrainingRows;
import java.util.List;

/** One shard's replica of the network and its workspace. Used by one thread at a time. */
final class Shard {
  /** Rows that go through the network together: few enough that their activations stay in cache. */
  static final int BLOCK = 512;

  private final Network network;
  private final InputLayer inputs;
  private final List<Task> tasks;
  private final float[] vectors;
  private final float[] vectorGradients;
  private final float[][] outputGradients;
  private double loss;

  Shard(Network network, InputLayer inputs, int inputWidth, List<Task> tasks) {
    this.network = network;
    this.inputs = inputs;
    this.tasks = tasks;
    this.vectors = new float[BLOCK * inputWidth];
    this.vectorGradients = new float[BLOCK * inputWidth];
    this.outputGradients = new float[tasks.size()][BLOCK];
  }

  Network network() {
    return network;
  }

  InputLayer inputs() {
    return inputs;
  }

  /** This shard's part of the last batch's loss. */
  double loss() {
    return loss;
  }

  /**
   * Runs the batch's rows [from, to) forward and backward, adds to the gradients of this shard, and
   * writes the gradients of looked-up embeddings to {@code embeddingGradients}, batch x gradient
   * width.
   */
  // Hot path: the step.
  void learn(Batch batch, int from, int to, float[] embeddingGradients) {
    loss = 0;
    for (int at = from; at < to; at += BLOCK) {
      int rows = Math.min(BLOCK, to - at);
      inputs.forward(batch.ids(), batch.dense(), at, rows, vectors);
      network.forward(vectors, rows, Phase.TRAINING);
      for (int task = 0; task < tasks.size(); task++) {
        loss += taskLoss(batch, task, at, rows);
      }
      for (Calibration pair : network.calibrations()) {
        loss += calibration(pair, rows, pair.weight() / batch.size());
      }
      network.backward(vectors, outputGradients, rows, vectorGradients);
      inputs.backward(vectorGradients, embeddingGradients, at);
    }
  }

  private double taskLoss(Batch batch, int task, int from, int rows) {
    // A batch without a row in the task's space has no loss there, rather than 0 / 0.
    double factor = tasks.get(task).weight() / Math.max(1, batch.inSpace(task));
    TaskLoss taskLoss = TaskLoss.of(tasks.get(task).kind());
    float[] outputs = network.output(task);
    float[] targets = batch.targets(task);
    taskLoss.gradient(outputs, targets, from, rows, factor, outputGradients[task]);
    return factor * taskLoss.sum(outputs, targets, from, rows);
  }

  private double calibration(Calibration pair, int rows, double factor) {
    float[] before = network.output(pair.before());
    float[] after = network.output(pair.after());
    Calibrator.addGradient(
        before, after, rows, factor, outputGradients[pair.before()], outputGradients[pair.after()]);
    return factor * Calibrator.sum(before, after, rows);
  }

  /** Writes the outputs of rows [from, to) to {@code outputs[task][row - offset]}. */
  void predict(TrainingRows rows, int from, int to, float[][] outputs, int offset) {
    for (int at = from; at < to; at += BLOCK) {
      int count = Math.min(BLOCK, to - at);
      inputs.forward(rows.ids(), rows.dense(), at, count, vectors);
      network.forward(vectors, count, Phase.INFERENCE);
      for (int task = 0; task < outputs.length; task++) {
        System.arraycopy(network.output(task), 0, outputs[task], at - offset, count);
      }
    }
  }
}
