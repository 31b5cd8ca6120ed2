package dev.tandem.training.learner;

import dev.tandem.training.embedding.BatchGradients;
import dev.tandem.training.embedding.EmbeddingTable;
import dev.tandem.training.network.Parameter;
import dev.tandem.training.optimizer.WeightKind;
import dev.tandem.training.weighting.GradientProducts;
import dev.tandem.training.weighting.GradientShares;
import dev.tandem.training.weighting.Weighting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Takes each task's gradient apart and puts them together as the weighting says. */
final class ApartGradients {
  private final Learner learner;
  private final StepGradients passes;
  private final Weighting weighting;
  private final ShardThreads threads;
  private final List<Parameter> parameters;
  private final TaskGradients apart;
  private final List<SharedTensors> tensors = new ArrayList<>();
  private final GradientProducts products;
  private final GradientShares shares;
  private int rows;

  ApartGradients(
      Learner learner,
      StepGradients passes,
      Weighting weighting,
      ShardThreads threads,
      List<Parameter> parameters,
      List<WeightUpdate> updates) {
    this.learner = learner;
    this.passes = passes;
    this.weighting = weighting;
    this.threads = threads;
    this.parameters = parameters;
    int tasks = learner.settings().tasks().size();
    Embeddings embeddings = learner.embeddings();
    this.apart =
        new TaskGradients(
            parameters,
            tasks,
            threads.shards(),
            learner.settings().batchSize() * embeddings.width());
    for (WeightUpdate update : updates) {
      List<Integer> shared =
          IntStream.range(0, apart.shared().size())
              .filter(i -> update.parameters().contains(apart.shared().get(i)))
              .boxed()
              .toList();
      tensors.add(new SharedTensors(apart, learner, shared, update.tables()));
    }
    int count = apart.shared().size() + embeddings.tables().size();
    this.products = new GradientProducts(tasks, count, lastMatrix(apart.shared()));
    this.shares = new GradientShares(tasks, count);
  }

  private static int lastMatrix(List<Parameter> shared) {
    int last = -1;
    for (int i = 0; i < shared.size(); i++) {
      last = shared.get(i).kind() == WeightKind.MATRIX ? i : last;
    }
    return last;
  }

  /** Makes the gradient of a step. */
  void run(Batch batch, long step) {
    rows = batch.size();
    passes.runApart(batch, step, apart);
    threads.run(shard -> tensors.get(shard).measure(rows, products));
    shares.reset();
    weighting.combine(passes.losses(), products, shares);
    threads.run(shard -> tensors.get(shard).combine(rows, shares, 1));
  }

  /**
   * Makes the shared weights' gradient that of one task, with an equal part of what is nobody's.
   */
  void keepOnly(int task) {
    for (int other = 0; other < apart.tasks(); other++) {
      shares.set(other, other == task ? 1 : 0);
    }
    threads.run(shard -> tensors.get(shard).combine(rows, shares, 1.0 / apart.tasks()));
  }

  /** The gradients of each task, for {@link Learner#taskGradients}. */
  List<float[]> look(Batch batch, long step) {
    rows = batch.size();
    passes.look(batch, step, apart);
    threads.run(shard -> tensors.get(shard).measure(rows, products));
    List<float[]> gradients = new ArrayList<>();
    for (int task = 0; task < apart.tasks(); task++) {
      gradients.add(flat(task));
    }
    // Nobody takes a step by what the tasks' own weights were given.
    parameters.forEach(parameter -> Arrays.fill(parameter.reduceGradients(), 0));
    return gradients;
  }

  private float[] flat(int task) {
    List<float[]> parts = new ArrayList<>();
    for (int i = 0; i < apart.shared().size(); i++) {
      parts.add(apart.dense(i, task)[0]);
    }
    BatchGradients view = learner.batchGradients(apart.vectors(task));
    List<EmbeddingTable> tables = learner.embeddings().tables();
    for (int table = 0; table < tables.size(); table++) {
      view.moveTo(table, learner.embeddings().offset(table), rows);
      parts.add(tables.get(table).sums(view));
    }
    float[] flat = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, flat, at, part.length);
      at += part.length;
    }
    return flat;
  }
}
