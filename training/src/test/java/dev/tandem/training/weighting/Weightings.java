package dev.tandem.training.weighting;

import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.declaration.Task.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes weightings and what they look at. */
final class Weightings {
  private Weightings() {}

  static Options options(String... nameThenValue) {
    Map<String, List<String>> values = new TreeMap<>();
    for (int i = 0; i < nameThenValue.length; i += 2) {
      values.put(nameThenValue[i], List.of(nameThenValue[i + 1]));
    }
    return new Options(values);
  }

  /** Tasks named t0, t1, ... of the given kinds, validated. */
  static WeightedTasks tasks(Kind... kinds) {
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < kinds.length; i++) {
      tasks.add(new Task("t" + i, kinds[i], "t" + i, 1, Optional.empty()));
    }
    return new WeightedTasks(tasks, 0.1, 5);
  }

  /** Losses of tasks of weight 1 over some rows each. */
  static TaskLosses losses(double... losses) {
    double[] weights = new double[losses.length];
    java.util.Arrays.fill(weights, 1);
    return set(new TaskLosses(weights), losses);
  }

  static TaskLosses set(TaskLosses into, double... losses) {
    for (int task = 0; task < losses.length; task++) {
      into.set(task, losses[task], 10);
    }
    return into;
  }

  static double[] factors(Weighting weighting, long step, TaskLosses losses) {
    double[] factors = new double[losses.tasks()];
    weighting.weigh(step, losses, factors);
    return factors;
  }

  /** The products of gradients (tensors x tasks x numbers); the last tensor is the last matrix. */
  static GradientProducts products(double[][]... tensors) {
    int tasks = tensors[0].length;
    GradientProducts products = new GradientProducts(tasks, tensors.length, tensors.length - 1);
    for (int tensor = 0; tensor < tensors.length; tensor++) {
      for (int i = 0; i < tasks; i++) {
        for (int j = 0; j < tasks; j++) {
          products.ofTensor(tensor)[i * tasks + j] = dot(tensors[tensor][i], tensors[tensor][j]);
        }
      }
    }
    return products;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** The gradient of a tensor that the shares make of the tasks'. */
  static double[] combined(GradientShares shares, int tensor, double[][] gradients) {
    double[] sum = new double[gradients[0].length];
    for (int task = 0; task < gradients.length; task++) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += shares.of(tensor, task) * gradients[task][i];
      }
    }
    return sum;
  }
}
