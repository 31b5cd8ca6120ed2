package dev.tandem.training.learner;

import dev.tandem.training.embedding.BatchGradients;
import dev.tandem.training.embedding.EmbeddingTable;
import dev.tandem.training.network.Parameter;
import dev.tandem.training.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The weights that one thread updates after each batch: some dense ones with their moments, and
 * some embedding tables.
 */
final class WeightUpdate {
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<float[]> moments = new ArrayList<>();
  private final List<Integer> tables = new ArrayList<>();
  private final BatchGradients gradients;
  private long cost;

  private WeightUpdate(BatchGradients gradients) {
    this.gradients = gradients;
  }

  /** Deals the weights out so that each thread has about the same to do. */
  static List<WeightUpdate> deal(
      Learner learner, List<Parameter> parameters, Embeddings embeddings, int shards) {
    List<WeightUpdate> dealt = new ArrayList<>();
    for (int i = 0; i < shards; i++) {
      dealt.add(new WeightUpdate(learner.batchGradients()));
    }
    int moments = learner.settings().optimizer().moments();
    for (Parameter parameter : parameters) {
      WeightUpdate to = cheapest(dealt);
      to.parameters.add(parameter);
      to.moments.add(new float[moments * parameter.values().length]);
      to.cost += parameter.values().length;
    }
    for (int table = 0; table < embeddings.tables().size(); table++) {
      WeightUpdate to = cheapest(dealt);
      to.tables.add(table);
      to.cost += (long) learner.settings().batchSize() * embeddings.tables().get(table).dimension();
    }
    return dealt;
  }

  private static WeightUpdate cheapest(List<WeightUpdate> dealt) {
    return dealt.stream().min(java.util.Comparator.comparingLong(u -> u.cost)).orElseThrow();
  }

  /** Updates all of them with the gradients of the batch. */
  // Hot path: once per step.
  void run(Embeddings embeddings, Batch batch, float penalty, Optimizer.Update update) {
    for (int i = 0; i < parameters.size(); i++) {
      float[] values = parameters.get(i).values();
      float[] gradient = parameters.get(i).reduceGradients();
      update.apply(values, 0, moments.get(i), 0, gradient, 0, values.length);
      Arrays.fill(gradient, 0);
    }
    for (int i = 0; i < tables.size(); i++) {
      int number = tables.get(i);
      EmbeddingTable table = embeddings.tables().get(number);
      gradients.moveTo(batch.ids(), number, embeddings.offset(number), batch.size());
      table.update(gradients, penalty, update);
    }
  }
}
