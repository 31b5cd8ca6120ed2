package dev.tandem.training.learner;

import dev.tandem.training.embedding.BatchGradients;
import dev.tandem.training.embedding.EmbeddingTable;
import dev.tandem.training.embedding.ScalarProduct;
import dev.tandem.training.network.Parameter;
import dev.tandem.training.weighting.GradientProducts;
import dev.tandem.training.weighting.GradientShares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One thread's part of the shared tensors while the tasks' gradients are looked at one by one:
 * measures their products, and puts them together to one gradient in the usual places. Tensors are
 * numbered: the shared parameters in their order, then the tables.
 */
final class SharedTensors {
  private final TaskGradients apart;
  private final Embeddings embeddings;
  private final List<Integer> parameters;
  private final List<Integer> tables;
  private final BatchGradients whole;
  private final List<BatchGradients> slots = new ArrayList<>();
  private final List<BatchGradients> tasks;

  /**
   * A part of the tensors.
   *
   * @param parameters the numbers of shared parameters
   * @param tables the numbers of tables
   */
  SharedTensors(
      TaskGradients apart, Learner learner, List<Integer> parameters, List<Integer> tables) {
    this.apart = apart;
    this.embeddings = learner.embeddings();
    this.parameters = List.copyOf(parameters);
    this.tables = List.copyOf(tables);
    this.whole = learner.batchGradients();
    for (int slot = 0; slot <= apart.rest(); slot++) {
      slots.add(learner.batchGradients(apart.vectors(slot)));
    }
    this.tasks = slots.subList(0, apart.tasks());
  }

  /** Adds up the shards' gradients of each task, and computes the products of the tasks'. */
  // Hot path: once per step whose gradients are looked at.
  void measure(int rows, GradientProducts products) {
    for (int number : parameters) {
      for (int slot = 0; slot <= apart.rest(); slot++) {
        Parameter.reduce(apart.dense(number, slot));
      }
      measure(number, products.ofTensor(number));
    }
    for (int number : tables) {
      moveTo(number, rows);
      EmbeddingTable table = embeddings.tables().get(number);
      table.products(tasks, products.ofTensor(apart.shared().size() + number));
    }
  }

  private void measure(int parameter, double[] products) {
    int tasksCount = apart.tasks();
    for (int i = 0; i < tasksCount; i++) {
      float[] gradient = apart.dense(parameter, i)[0];
      for (int j = 0; j <= i; j++) {
        double product = ScalarProduct.of(gradient, apart.dense(parameter, j)[0], gradient.length);
        products[i * tasksCount + j] = product;
        products[j * tasksCount + i] = product;
      }
    }
  }

  private void moveTo(int table, int rows) {
    whole.moveTo(table, embeddings.offset(table), rows);
    for (BatchGradients slot : slots) {
      slot.moveTo(table, embeddings.offset(table), rows);
    }
  }

  /**
   * Makes the gradient of each tensor the sum of the tasks' with their shares, and {@code
   * restShare} times what belongs to no task.
   */
  // Hot path: once per step whose gradients are looked at, or for each task with its own moments.
  void combine(int rows, GradientShares shares, double restShare) {
    for (int number : parameters) {
      float[] into = apart.shared().get(number).gradient(0);
      Arrays.fill(into, 0);
      for (int slot = 0; slot <= apart.rest(); slot++) {
        float share = (float) share(shares, number, slot, restShare);
        float[] gradient = apart.dense(number, slot)[0];
        for (int i = 0; i < into.length; i++) {
          into[i] += share * gradient[i];
        }
      }
    }
    for (int number : tables) {
      moveTo(number, rows);
      combineTable(number, shares, restShare);
    }
  }

  private void combineTable(int number, GradientShares shares, double restShare) {
    int dimension = embeddings.tables().get(number).dimension();
    int tensor = apart.shared().size() + number;
    whole.set(slots.get(0), dimension, (float) share(shares, tensor, 0, restShare));
    for (int slot = 1; slot <= apart.rest(); slot++) {
      whole.add(slots.get(slot), dimension, (float) share(shares, tensor, slot, restShare));
    }
  }

  private double share(GradientShares shares, int tensor, int slot, double restShare) {
    return slot == apart.rest() ? restShare : shares.of(tensor, slot);
  }
}
