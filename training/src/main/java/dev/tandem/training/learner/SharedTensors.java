package dev.tandem.training.learner;

import dev.tandem.training.embedding.BatchGradients;
import dev.tandem.training.embedding.ScalarProduct;
import dev.tandem.training.embedding.TableUpdate;
import dev.tandem.training.network.Parameter;
import dev.tandem.training.weighting.GradientProducts;
import dev.tandem.training.weighting.GradientShares;
import java.util.Arrays;
import java.util.List;

/**
 * One thread's part of the shared tensors while the tasks' gradients are looked at one by one: some
 * dense parameters, and a share of every table. Measures the products of the gradients, and puts
 * those of parameters together. Tensors are numbered: the shared parameters in their order, then
 * the tables.
 */
final class SharedTensors {
  private final TaskGradients apart;
  private final List<Integer> parameters;
  private final List<TableUpdate> tables;
  private final double[][] tableProducts;

  /**
   * A part of the tensors.
   *
   * @param parameters the numbers of shared parameters
   * @param tables a share of each table
   */
  SharedTensors(TaskGradients apart, List<Integer> parameters, List<TableUpdate> tables) {
    this.apart = apart;
    this.parameters = List.copyOf(parameters);
    this.tables = List.copyOf(tables);
    this.tableProducts = new double[tables.size()][apart.tasks() * apart.tasks()];
  }

  /**
   * Adds up the shards' gradients of each task, and computes the products of the tasks' gradients
   * by this part.
   *
   * @param vectors for each task, the gradients by looked-up embeddings
   */
  // Hot path: once per step whose gradients are looked at.
  void measure(List<BatchGradients> vectors, GradientProducts products) {
    for (int number : parameters) {
      for (int slot = 0; slot <= apart.rest(); slot++) {
        Parameter.reduce(apart.dense(number, slot));
      }
      measure(number, products.ofTensor(number));
    }
    for (int table = 0; table < tables.size(); table++) {
      tables.get(table).products(vectors, tableProducts[table]);
    }
  }

  private void measure(int parameter, double[] products) {
    int count = apart.tasks();
    for (int i = 0; i < count; i++) {
      float[] gradient = apart.dense(parameter, i)[0];
      for (int j = 0; j <= i; j++) {
        float[] other = apart.dense(parameter, j)[0];
        products[i * count + j] = ScalarProduct.of(gradient, other, gradient.length);
        products[j * count + i] = products[i * count + j];
      }
    }
  }

  /** Adds this part's products by tables to those of the parts before. */
  void addTables(GradientProducts products) {
    for (int table = 0; table < tables.size(); table++) {
      double[] sums = products.ofTensor(apart.shared().size() + table);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += tableProducts[table][i];
      }
    }
  }

  /**
   * Makes the gradient of each parameter the sum of the tasks' with their shares, and {@code
   * restShare} times what belongs to no task.
   */
  // Hot path: once per step whose gradients are looked at, or for each task with its own moments.
  void combine(GradientShares shares, double restShare) {
    for (int number : parameters) {
      float[] into = apart.shared().get(number).gradient(0);
      Arrays.fill(into, 0);
      for (int slot = 0; slot <= apart.rest(); slot++) {
        float share = (float) (slot == apart.rest() ? restShare : shares.of(number, slot));
        float[] gradient = apart.dense(number, slot)[0];
        for (int i = 0; i < into.length; i++) {
          into[i] += share * gradient[i];
        }
      }
    }
  }
}
