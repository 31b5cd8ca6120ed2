package dev.tandem.training.learner;

import dev.tandem.features.bundle.Tensor;
import dev.tandem.training.embedding.BatchGradients;
import dev.tandem.training.embedding.EmbeddingTable;
import dev.tandem.training.embedding.ScalarProduct;
import dev.tandem.training.embedding.TableStep;
import dev.tandem.training.embedding.TableUpdate;
import dev.tandem.training.input.InputLayout;
import dev.tandem.training.network.Parameter;
import dev.tandem.training.optimizer.Optimizer;
import dev.tandem.training.optimizer.WeightKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The weights that one thread updates after each batch: some dense ones with their moments, and a
 * share of every embedding table.
 */
final class WeightUpdate {
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<float[]> moments = new ArrayList<>();
  private final List<TableUpdate> tables = new ArrayList<>();
  private final BatchGradients gradients;
  private final int momentsOfSet;
  private double square;
  private long cost;

  private WeightUpdate(LearnerSettings settings, BatchGradients gradients) {
    this.gradients = gradients;
    this.momentsOfSet = settings.optimizer().moments();
  }

  /**
   * Deals the weights out so that each thread has about the same to do.
   *
   * @param momentSets the number of sets of moments of shared weights
   */
  static List<WeightUpdate> deal(
      LearnerSettings settings,
      Weights weights,
      InputLayout layout,
      BatchGradients gradients,
      int momentSets) {
    List<WeightUpdate> dealt = new ArrayList<>();
    for (int share = 0; share < settings.shards(); share++) {
      WeightUpdate update = new WeightUpdate(settings, gradients);
      update.addTables(weights.tables(), layout, share, settings.shards());
      dealt.add(update);
    }
    for (Parameter parameter : weights.parameters()) {
      WeightUpdate to = dealt.stream().min(Comparator.comparingLong(u -> u.cost)).orElseThrow();
      int sets = parameter.task().isEmpty() ? momentSets : 1;
      to.parameters.add(parameter);
      to.moments.add(new float[sets * to.momentsOfSet * parameter.values().length]);
      to.cost += parameter.values().length;
    }
    return dealt;
  }

  private void addTables(List<EmbeddingTable> all, InputLayout layout, int share, int shares) {
    for (int table = 0; table < all.size(); table++) {
      tables.add(new TableUpdate(all.get(table), layout.lookedUp(table), share, shares));
    }
  }

  /** The dense weights that this thread updates. */
  List<Parameter> parameters() {
    return parameters;
  }

  /** This thread's share of every table, in their order. */
  List<TableUpdate> tables() {
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

  /** Measures the square of the batch's gradients; see {@link #square}. */
  // Hot path: once per step that is clipped.
  void measure() {
    double sum = 0;
    for (int i = 0; i < parameters.size(); i++) {
      float[] gradient = parameters.get(i).reduceGradients();
      sum += ScalarProduct.of(gradient, gradient, gradient.length);
    }
    for (int i = 0; i < tables.size(); i++) {
      sum += tables.get(i).square(gradients);
    }
    square = sum;
  }

  /** The sum of the squares that {@link #measure} found. */
  double square() {
    return square;
  }

  /**
   * Updates the weights with the gradients of the batch.
   *
   * @param set of the moments of shared weights; only the first is for the others too
   */
  // Hot path: once per step.
  void run(int set, StepUpdate step) {
    for (int i = 0; i < parameters.size(); i++) {
      if (set == 0 || parameters.get(i).task().isEmpty()) {
        update(parameters.get(i), moments.get(i), set, step);
      }
    }
    TableStep tableStep = step.ofTables(set * momentsOfSet);
    for (int i = 0; i < tables.size(); i++) {
      tables.get(i).run(gradients, tableStep);
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
}
