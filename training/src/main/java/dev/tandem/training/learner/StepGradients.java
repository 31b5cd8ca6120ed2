package dev.tandem.training.learner;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.network.Phase;
import dev.tandem.training.weighting.TaskLosses;
import dev.tandem.training.weighting.Weighting;
import java.util.List;

/**
 * Runs a batch through the shards so that the gradients are those of what the weighting makes of
 * the tasks' losses. After that the gradient is in its usual places, unless {@link
 * Weighting#combine} is still to put it together.
 */
final class StepGradients {
  private final Weighting weighting;
  private final List<Shard> shards;
  private final ShardThreads threads;
  private final float[] embeddingGradients;
  private final TaskLosses losses;
  private final double[] factors;
  private final double[] scales;
  private double loss;

  StepGradients(
      List<Task> tasks,
      Weighting weighting,
      List<Shard> shards,
      ShardThreads threads,
      float[] embeddingGradients) {
    this.weighting = weighting;
    this.shards = shards;
    this.threads = threads;
    this.embeddingGradients = embeddingGradients;
    this.losses = new TaskLosses(tasks.stream().mapToDouble(Task::weight).toArray());
    this.factors = new double[tasks.size()];
    this.scales = new double[tasks.size()];
  }

  Weighting weighting() {
    return weighting;
  }

  ShardThreads threads() {
    return threads;
  }

  /** Where the gradients by looked-up embeddings stand, batch x gradient width. */
  float[] embeddingGradients() {
    return embeddingGradients;
  }

  /** The tasks' losses in the last batch. */
  TaskLosses losses() {
    return losses;
  }

  /** The loss of the last batch. */
  double loss() {
    return loss;
  }

  /** One pass, with factors that are known before, or a forward pass for the losses before it. */
  // Hot path: the step.
  void run(Batch batch, long step, Weighting.Look look) {
    begin(step, Phase.TRAINING);
    if (look == Weighting.Look.LOSSES) {
      threads.run(shard -> shards.get(shard).measure(batch, from(batch, shard), to(batch, shard)));
      gatherLosses(batch);
    }
    weigh(step);
    threads.run(
        shard ->
            shards
                .get(shard)
                .learn(batch, from(batch, shard), to(batch, shard), scales, embeddingGradients));
    end(batch);
  }

  /** A backward pass for each task. */
  // Hot path: the step, if the tasks' gradients are looked at one by one.
  void runApart(Batch batch, long step, TaskGradients apart) {
    begin(step, Phase.TRAINING);
    weigh(step);
    passApart(batch, apart);
    end(batch);
  }

  /** As {@link #runApart}, with the declared weights alone and every unit in use. */
  void look(Batch batch, long step, TaskGradients apart) {
    begin(step, Phase.INFERENCE);
    for (int task = 0; task < scales.length; task++) {
      scales[task] = losses.weight(task);
    }
    passApart(batch, apart);
  }

  private void passApart(Batch batch, TaskGradients apart) {
    threads.run(
        shard ->
            shards
                .get(shard)
                .learnApart(batch, from(batch, shard), to(batch, shard), scales, apart, shard));
  }

  private void begin(long step, Phase phase) {
    for (int shard = 0; shard < shards.size(); shard++) {
      shards.get(shard).begin(step, phase);
    }
  }

  private void weigh(long step) {
    weighting.weigh(step, losses, factors);
    for (int task = 0; task < scales.length; task++) {
      scales[task] = losses.weight(task) * factors[task];
    }
  }

  private void end(Batch batch) {
    gatherLosses(batch);
    loss = weighting.total(losses, factors);
    for (int shard = 0; shard < shards.size(); shard++) {
      loss += shards.get(shard).termLoss();
    }
  }

  private void gatherLosses(Batch batch) {
    for (int task = 0; task < scales.length; task++) {
      double sum = 0;
      for (int shard = 0; shard < shards.size(); shard++) {
        sum += shards.get(shard).loss(task);
      }
      losses.set(task, sum, batch.inSpace(task));
    }
  }

  private int from(Batch batch, int shard) {
    return (int) ((long) batch.size() * shard / shards.size());
  }

  private int to(Batch batch, int shard) {
    return from(batch, shard + 1);
  }
}
