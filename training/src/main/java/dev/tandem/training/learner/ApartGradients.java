package dev.tandem.training.learner;

import dev.tandem.training.embedding.BatchGradients;
import dev.tandem.training.embedding.TableUpdate;
import dev.tandem.training.input.InputLayout;
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
  private final StepGradients passes;
  private final Weighting weighting;
  private final ShardThreads threads;
  private final Weights weights;
  private final TaskGradients apart;
  private final List<SharedTensors> tensors = new ArrayList<>();
  private final List<List<TableUpdate>> tables = new ArrayList<>();
  private final SharedVectors vectors;
  private final List<BatchGradients> vectorsOfTasks = new ArrayList<>();
  private final GradientProducts products;
  private final GradientShares shares;
  private int rows;

  ApartGradients(
      LearnerSettings settings,
      Weights weights,
      InputLayout layout,
      StepGradients passes,
      List<WeightUpdate> updates) {
    this.passes = passes;
    this.weighting = passes.weighting();
    this.threads = passes.threads();
    this.weights = weights;
    int tasks = settings.tasks().size();
    int vectorNumbers = Math.multiplyExact(settings.batchSize(), layout.gradientWidth());
    this.apart = new TaskGradients(weights.parameters(), tasks, settings.shards(), vectorNumbers);
    this.vectors = new SharedVectors(apart, layout, weights.tables(), passes.embeddingGradients());
    for (int task = 0; task < tasks; task++) {
      vectorsOfTasks.add(
          new BatchGradients(layout.idWidth(), apart.vectors(task), layout.gradientWidth()));
    }
    for (WeightUpdate update : updates) {
      List<Integer> shared =
          IntStream.range(0, apart.shared().size())
              .filter(i -> update.parameters().contains(apart.shared().get(i)))
              .boxed()
              .toList();
      tensors.add(new SharedTensors(apart, shared, update.tables()));
      tables.add(update.tables());
    }
    int count = apart.shared().size() + weights.tables().size();
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
  // Hot path: the step, if the tasks' gradients are looked at one by one.
  void run(Batch batch, long step) {
    passes.runApart(batch, step, apart);
    measure(batch);
    shares.reset();
    weighting.combine(passes.losses(), products, shares);
    combine(1);
  }

  private void measure(Batch batch) {
    rows = batch.size();
    for (int task = 0; task < apart.tasks(); task++) {
      vectorsOfTasks.get(task).moveTo(batch.ids(), rows);
    }
    threads.run(shard -> tensors.get(shard).measure(vectorsOfTasks, products));
    for (int table = 0; table < weights.tables().size(); table++) {
      Arrays.fill(products.ofTensor(apart.shared().size() + table), 0);
    }
    for (int shard = 0; shard < tensors.size(); shard++) {
      tensors.get(shard).addTables(products);
    }
  }

  private void combine(double restShare) {
    threads.run(
        shard -> {
          tensors.get(shard).combine(shares, restShare);
          int from = (int) ((long) rows * shard / threads.shards());
          int to = (int) ((long) rows * (shard + 1) / threads.shards());
          vectors.combine(from, to, shares, restShare);
        });
  }

  /**
   * Makes the shared weights' gradient that of one task, with an equal part of what is nobody's.
   */
  void keepOnly(int task) {
    for (int other = 0; other < apart.tasks(); other++) {
      shares.set(other, other == task ? 1 : 0);
    }
    combine(1.0 / apart.tasks());
  }

  /** The gradients of each task, for {@link Learner#taskGradients}. */
  List<float[]> look(Batch batch, long step) {
    passes.look(batch, step, apart);
    measure(batch);
    List<float[]> gradients = new ArrayList<>();
    for (int task = 0; task < apart.tasks(); task++) {
      gradients.add(flat(task));
    }
    // Nobody takes a step by what the tasks' own weights were given.
    weights.parameters().forEach(parameter -> Arrays.fill(parameter.reduceGradients(), 0));
    return gradients;
  }

  private float[] flat(int task) {
    List<float[]> parts = new ArrayList<>();
    for (int i = 0; i < apart.shared().size(); i++) {
      parts.add(apart.dense(i, task)[0]);
    }
    for (int table = 0; table < weights.tables().size(); table++) {
      for (List<TableUpdate> share : tables) {
        parts.add(share.get(table).sums(vectorsOfTasks.get(task)));
      }
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
