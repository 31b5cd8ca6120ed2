package dev.tandem.training.learner;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.head.TaskHead;
import dev.tandem.training.input.InputLayer;
import dev.tandem.training.network.BlockLabels;
import dev.tandem.training.network.LossTerm;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.Phase;
import dev.tandem.training.rows.TrainingRows;
import java.util.List;
import java.util.stream.IntStream;

/** One shard's replica of the network and its workspace. Used by one thread at a time. */
final class Shard {
  /** Rows that go through the network together: few enough that their activations stay in cache. */
  static final int BLOCK = 512;

  private final Network network;
  private final InputLayer inputs;
  private final List<Task> tasks;
  private final List<TaskHead> heads;
  private final Batch run;
  private final float[] vectors;
  private final float[] vectorGradients;
  private final float[][] outputGradients;
  private final List<LossTerm> terms;
  private final Block block = new Block();
  private double loss;

  Shard(Network network, InputLayer inputs, int inputWidth, TrainingRows rows, List<Task> tasks) {
    this.heads = IntStream.range(0, tasks.size()).mapToObj(rows::head).toList();
    this.terms = List.copyOf(network.terms());
    this.network = network;
    this.inputs = inputs;
    this.tasks = tasks;
    this.run = new Batch(rows, tasks.size(), BLOCK);
    this.vectors = new float[BLOCK * inputWidth];
    this.vectorGradients = new float[BLOCK * inputWidth];
    this.outputGradients = new float[tasks.size()][];
    for (int task = 0; task < tasks.size(); task++) {
      outputGradients[task] = new float[BLOCK * heads.get(task).units()];
    }
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
      block.moveTo(batch, at, rows);
      for (int term = 0; term < terms.size(); term++) {
        loss += terms.get(term).addGradients(block, outputGradients);
      }
      network.backward(vectors, outputGradients, rows, vectorGradients);
      inputs.backward(vectorGradients, embeddingGradients, at);
    }
  }

  private double taskLoss(Batch batch, int task, int from, int rows) {
    // A batch without a row in the task's space has no loss there, rather than 0 / 0.
    double factor = tasks.get(task).weight() / Math.max(1, batch.inSpace(task));
    TaskHead head = heads.get(task);
    float[] outputs = network.output(task);
    float[] targets = batch.targets(task);
    head.gradient(outputs, targets, from, rows, factor, outputGradients[task]);
    return factor * head.loss(outputs, targets, from, rows);
  }

  /**
   * Writes the outputs of rows [from, to) to {@code outputs[task]}, from the units of row {@code
   * offset} on.
   */
  void predict(int from, int to, float[][] outputs, int offset) {
    for (int at = from; at < to; at += BLOCK) {
      int count = Math.min(BLOCK, to - at);
      run.loadRun(at, count);
      inputs.forward(run.ids(), run.dense(), 0, count, vectors);
      network.forward(vectors, count, Phase.INFERENCE);
      for (int task = 0; task < outputs.length; task++) {
        int units = heads.get(task).units();
        System.arraycopy(
            network.output(task), 0, outputs[task], (at - offset) * units, count * units);
      }
    }
  }

  /** The labels of the block at hand. */
  private static final class Block implements BlockLabels {
    private Batch batch;
    private int from;
    private int rows;

    void moveTo(Batch toBatch, int toRow, int count) {
      batch = toBatch;
      from = toRow;
      rows = count;
    }

    @Override
    public int rows() {
      return rows;
    }

    @Override
    public int batchRows() {
      return batch.size();
    }

    @Override
    public float target(int task, int row) {
      return batch.targets(task)[from + row];
    }

    @Override
    public int inSpace(int task) {
      return batch.inSpace(task);
    }
  }
}
