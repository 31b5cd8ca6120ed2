package dev.tandem.training.learner;

import dev.tandem.features.bundle.Tensor;
import dev.tandem.training.embedding.BatchGradients;
import dev.tandem.training.embedding.EmbeddingTable;
import dev.tandem.training.embedding.ScalarProduct;
import dev.tandem.training.network.Parameter;
import dev.tandem.training.optimizer.Optimizer;
import dev.tandem.training.optimizer.WeightKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The weights that one thread updates after each batch: some dense ones with their moments, and
 * some embedding tables.
 */
final class WeightUpdate {
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<float[]> moments = new ArrayList<>();
  private final List<Integer> tables = new ArrayList<>();
  private final Embeddings embeddings;
  private final BatchGradients gradients;
  private final int momentsOfSet;
  private double squares;
  private long cost;

  private WeightUpdate(Learner learner) {
    this.embeddings = learner.embeddings();
    this.gradients = learner.batchGradients();
    this.momentsOfSet = learner.settings().optimizer().moments();
  }

  /**
   * Deals the weights out so that each thread has about the same to do.
   *
   * @param momentSets the number of sets of moments of shared weights
   */
  static List<WeightUpdate> deal(Learner learner, List<Parameter> parameters, int momentSets) {
    List<WeightUpdate> dealt = new ArrayList<>();
    for (int i = 0; i < learner.settings().shards(); i++) {
      dealt.add(new WeightUpdate(learner));
    }
    for (Parameter parameter : parameters) {
      WeightUpdate to = cheapest(dealt);
      int sets = parameter.task().isEmpty() ? momentSets : 1;
      to.parameters.add(parameter);
      to.moments.add(new float[sets * to.momentsOfSet * parameter.values().length]);
      to.cost += parameter.values().length;
    }
    List<EmbeddingTable> tables = learner.embeddings().tables();
    for (int table = 0; table < tables.size(); table++) {
      WeightUpdate to = cheapest(dealt);
      to.tables.add(table);
      to.cost += (long) learner.settings().batchSize() * tables.get(table).dimension();
    }
    return dealt;
  }

  private static WeightUpdate cheapest(List<WeightUpdate> dealt) {
    return dealt.stream().min(Comparator.comparingLong(u -> u.cost)).orElseThrow();
  }

  List<Parameter> parameters() {
    return parameters;
  }

  List<Integer> tables() {
    return tables;
  }

  /** The moments of the dense weights; the update's own. */
  List<Tensor> moments() {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      float[] values = moments.get(i);
      tensors.add(
          Tensor.of("moments of " + parameters.get(i).name(), List.of(values.length), values));
    }
    return tensors;
  }

  /** Measures the squares of the batch's gradients; see {@link #squares}. */
  // Hot path: once per step that is clipped.
  void measure(int rows) {
    double sum = 0;
    for (int i = 0; i < parameters.size(); i++) {
      float[] gradient = parameters.get(i).reduceGradients();
      sum += ScalarProduct.of(gradient, gradient, gradient.length);
    }
    for (int i = 0; i < tables.size(); i++) {
      EmbeddingTable table = moveTo(tables.get(i), rows);
      sum += table.squares(gradients);
    }
    squares = sum;
  }

  /** The sum of the squares that {@link #measure} found. */
  double squares() {
    return squares;
  }

  /**
   * Updates the weights with the gradients of the batch.
   *
   * @param set of the moments of shared weights; only the first is for the others too
   */
  // Hot path: once per step.
  void run(int rows, int set, StepUpdate step) {
    for (int i = 0; i < parameters.size(); i++) {
      if (set == 0 || parameters.get(i).task().isEmpty()) {
        update(parameters.get(i), moments.get(i), set, step);
      }
    }
    for (int i = 0; i < tables.size(); i++) {
      EmbeddingTable table = moveTo(tables.get(i), rows);
      if (step.factor() != 1) {
        gradients.scale(table.dimension(), step.factor());
      }
      table.update(gradients, set * momentsOfSet, step.embeddingPenalty(), step.embeddings());
    }
  }

  private void update(Parameter parameter, float[] moment, int set, StepUpdate step) {
    float[] values = parameter.values();
    float[] gradient = parameter.reduceGradients();
    if (step.factor() != 1) {
      for (int j = 0; j < gradient.length; j++) {
        gradient[j] *= step.factor();
      }
    }
    if (step.matrixPenalty() > 0 && parameter.kind() == WeightKind.MATRIX) {
      for (int j = 0; j < gradient.length; j++) {
        gradient[j] += step.matrixPenalty() * values[j];
      }
    }
    Optimizer.Update update = step.of(parameter.kind());
    int momentsAt = set * momentsOfSet * values.length;
    update.apply(values, 0, moment, momentsAt, gradient, 0, values.length);
    Arrays.fill(gradient, 0);
  }

  private EmbeddingTable moveTo(int table, int rows) {
    gradients.moveTo(table, embeddings.offset(table), rows);
    return embeddings.tables().get(table);
  }
}
