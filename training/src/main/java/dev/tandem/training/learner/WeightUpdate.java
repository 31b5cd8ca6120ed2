package dev.tandem.training.learner;

import dev.tandem.training.embedding.BatchGradients;
import dev.tandem.training.embedding.EmbeddingTable;
import dev.tandem.training.embedding.TableUpdate;
import dev.tandem.training.input.InputLayout;
import dev.tandem.training.network.Parameter;
import dev.tandem.training.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The weights that one thread updates after each batch: some dense ones with their moments, and a
 * share of every embedding table.
 */
final class WeightUpdate {
  private final int share;
  private final int shares;
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<float[]> moments = new ArrayList<>();
  private final List<TableUpdate> tables = new ArrayList<>();
  private final BatchGradients gradients;
  private long cost;

  private WeightUpdate(int share, int shares, BatchGradients gradients) {
    this.share = share;
    this.shares = shares;
    this.gradients = gradients;
  }

  /** Deals the weights out so that each thread has about the same to do. */
  static List<WeightUpdate> deal(
      LearnerSettings settings,
      List<Parameter> parameters,
      List<EmbeddingTable> tables,
      InputLayout layout,
      BatchGradients gradients) {
    List<WeightUpdate> dealt = new ArrayList<>();
    for (int i = 0; i < settings.shards(); i++) {
      WeightUpdate update = new WeightUpdate(i, settings.shards(), gradients);
      update.addTables(tables, layout);
      dealt.add(update);
    }
    for (Parameter parameter : parameters) {
      WeightUpdate to = dealt.stream().min(Comparator.comparingLong(u -> u.cost)).orElseThrow();
      to.parameters.add(parameter);
      to.moments.add(new float[settings.optimizer().moments() * parameter.values().length]);
      to.cost += parameter.values().length;
    }
    return dealt;
  }

  private void addTables(List<EmbeddingTable> all, InputLayout layout) {
    for (int table = 0; table < all.size(); table++) {
      tables.add(new TableUpdate(all.get(table), layout.lookedUp(table), share, shares));
    }
  }

  /** Updates all of them with the gradients of the batch. */
  // Hot path: once per step.
  void run(float penalty, Optimizer.Update update) {
    for (int i = 0; i < parameters.size(); i++) {
      float[] values = parameters.get(i).values();
      float[] gradient = parameters.get(i).reduceGradients();
      update.apply(values, 0, moments.get(i), 0, gradient, 0, values.length);
      Arrays.fill(gradient, 0);
    }
    for (int i = 0; i < tables.size(); i++) {
      tables.get(i).run(gradients, penalty, update);
    }
  }
}
