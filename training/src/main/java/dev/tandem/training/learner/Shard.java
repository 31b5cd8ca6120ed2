package dev.tandem.training.learner;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.head.TaskHead;
import dev.tandem.training.input.InputLayer;
import dev.tandem.training.network.BlockLabels;
import dev.tandem.training.network.ForwardPass;
import dev.tandem.training.network.LossTerm;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.Phase;
import dev.tandem.training.random.KeyedRandom;
import dev.tandem.training.rows.TrainingRows;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** One shard's replica of the network and its workspace. Used by one thread at a time. */
final class Shard {
  /** Rows that go through the network together: few enough that their activations stay in cache. */
  static final int BLOCK = 512;

  private static final int NOWHERE = -1;

  private final Network network;
  private final ForwardPass pass;
  private final InputLayer inputs;
  private final List<TaskHead> heads;
  private final Batch run;
  private final float[] vectors;
  private final float[] vectorGradients;
  private final float[][] outputGradients;
  private final float[][] oneTask;
  private final List<LossTerm> terms;
  private final Block block = new Block();
  private final double[] losses;
  private double termLoss;
  private long step;
  private Phase phase = Phase.TRAINING;
  private int forwardAt = NOWHERE;

  Shard(
      Network network,
      ForwardPass pass,
      InputLayer inputs,
      int inputWidth,
      TrainingRows rows,
      List<Task> tasks) {
    this.heads = IntStream.range(0, tasks.size()).mapToObj(rows::head).toList();
    this.terms = List.copyOf(network.terms());
    this.network = network;
    this.pass = pass;
    this.inputs = inputs;
    this.run = new Batch(rows, tasks.size(), BLOCK);
    this.vectors = new float[BLOCK * inputWidth];
    this.vectorGradients = new float[BLOCK * inputWidth];
    this.outputGradients = new float[tasks.size()][];
    this.oneTask = new float[tasks.size()][];
    for (int task = 0; task < tasks.size(); task++) {
      outputGradients[task] = new float[BLOCK * heads.get(task).units()];
      oneTask[task] = new float[BLOCK * heads.get(task).units()];
    }
    this.losses = new double[tasks.size()];
  }

  Network network() {
    return network;
  }

  InputLayer inputs() {
    return inputs;
  }

  /** This shard's part of a task's loss in the last batch, a mean over the whole batch. */
  double loss(int task) {
    return losses[task];
  }

  /** This shard's part of the last batch's terms that belong to no task. */
  double termLoss() {
    return termLoss;
  }

  /** Begins a step, whose number decides the masks of dropout, or a look at one. */
  void begin(long number, Phase stepPhase) {
    step = number;
    phase = stepPhase;
    forwardAt = NOWHERE;
  }

  /** Runs the batch's rows [from, to) forward and measures the tasks' losses. */
  // Hot path: the step, if the losses are to be known before the gradient.
  void measure(Batch batch, int from, int to) {
    Arrays.fill(losses, 0);
    for (int at = from; at < to; at += BLOCK) {
      int rows = Math.min(BLOCK, to - at);
      forward(batch, at, rows);
      addLosses(batch, at, rows);
    }
  }

  /**
   * Runs the batch's rows [from, to) forward and backward, adds to the gradients of this shard, and
   * writes the gradients of looked-up embeddings to {@code embeddingGradients}, batch x gradient
   * width.
   *
   * @param factors of the gradient of each task's loss
   */
  // Hot path: the step.
  void learn(Batch batch, int from, int to, double[] factors, float[] embeddingGradients) {
    Arrays.fill(losses, 0);
    termLoss = 0;
    for (int at = from; at < to; at += BLOCK) {
      int rows = Math.min(BLOCK, to - at);
      forward(batch, at, rows);
      addLosses(batch, at, rows);
      taskGradients(batch, at, rows, factors);
      addTerms(batch, at, rows, outputGradients);
      backward(at, rows, outputGradients, embeddingGradients);
    }
  }

  /**
   * As {@link #learn}, but with a backward pass for each task alone, and one for what belongs to no
   * task; what they give by shared weights goes to the slots of {@code apart}.
   *
   * @param shard the number of this shard
   */
  // Hot path: the step, if the tasks' gradients are looked at one by one.
  void learnApart(Batch batch, int from, int to, double[] factors, TaskGradients apart, int shard) {
    Arrays.fill(losses, 0);
    termLoss = 0;
    apart.clear(shard);
    for (int at = from; at < to; at += BLOCK) {
      int rows = Math.min(BLOCK, to - at);
      forward(batch, at, rows);
      addLosses(batch, at, rows);
      taskGradients(batch, at, rows, factors);
      for (int task = 0; task < heads.size(); task++) {
        keepOnly(task, rows);
        apart.divert(shard, task);
        backward(at, rows, oneTask, apart.vectors(task));
      }
      if (!terms.isEmpty()) {
        keepOnly(heads.size(), rows);
        // Before the terms: they may add to the gradients of weights themselves.
        apart.divert(shard, apart.rest());
        addTerms(batch, at, rows, oneTask);
        backward(at, rows, oneTask, apart.vectors(apart.rest()));
      }
      apart.collect(shard);
    }
  }

  /** Runs a block forward, unless it is the block that went forward last in this step. */
  private void forward(Batch batch, int at, int rows) {
    if (forwardAt == at) {
      return;
    }
    inputs.forward(batch.ids(), batch.dense(), at, rows, vectors);
    pass.moveTo(KeyedRandom.key(step, at));
    network.forward(vectors, rows, phase);
    forwardAt = at;
  }

  private void addLosses(Batch batch, int at, int rows) {
    for (int task = 0; task < losses.length; task++) {
      double sum = heads.get(task).loss(network.output(task), batch.targets(task), at, rows);
      losses[task] += sum / inSpace(batch, task);
    }
  }

  private void taskGradients(Batch batch, int at, int rows, double[] factors) {
    for (int task = 0; task < losses.length; task++) {
      double factor = factors[task] / inSpace(batch, task);
      float[] outputs = network.output(task);
      float[] into = outputGradients[task];
      heads.get(task).gradient(outputs, batch.targets(task), at, rows, factor, into);
    }
  }

  /** A batch without a row in the task's space has no loss there, rather than 0 / 0. */
  private static int inSpace(Batch batch, int task) {
    return Math.max(1, batch.inSpace(task));
  }

  private void addTerms(Batch batch, int at, int rows, float[][] gradients) {
    block.moveTo(batch, at, rows);
    for (int term = 0; term < terms.size(); term++) {
      termLoss += terms.get(term).addGradients(block, gradients);
    }
  }

  /** Copies one task's output gradients, and makes those of the others 0. */
  private void keepOnly(int kept, int rows) {
    for (int task = 0; task < oneTask.length; task++) {
      int count = rows * heads.get(task).units();
      if (task == kept) {
        System.arraycopy(outputGradients[task], 0, oneTask[task], 0, count);
      } else {
        Arrays.fill(oneTask[task], 0, count, 0);
      }
    }
  }

  private void backward(int at, int rows, float[][] gradients, float[] embeddingGradients) {
    network.backward(vectors, gradients, rows, vectorGradients);
    inputs.backward(vectorGradients, embeddingGradients, at);
  }

  /**
   * Writes the outputs of rows [from, to) to {@code outputs[task]}, from the units of row {@code
   * offset} on.
   */
  void predict(int from, int to, float[][] outputs, int offset) {
    forwardAt = NOWHERE;
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

  /** Runs the rows of an order forward, and shows the gates' weights after each block. */
  void showGates(int[] order, GateListener listener) {
    forwardAt = NOWHERE;
    for (int at = 0; at < order.length; at += BLOCK) {
      int count = Math.min(BLOCK, order.length - at);
      run.load(order, at, count);
      inputs.forward(run.ids(), run.dense(), 0, count, vectors);
      network.forward(vectors, count, Phase.INFERENCE);
      listener.passed(at, count, network.gates());
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
