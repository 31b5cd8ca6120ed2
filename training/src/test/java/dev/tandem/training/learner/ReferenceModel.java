package dev.tandem.training.learner;

import dev.tandem.features.bundle.Tensor;
import dev.tandem.features.declaration.Task;
import dev.tandem.training.rows.TrainingRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The networks and their loss again, row by row in double precision and straight from the formulas.
 * Its finite differences are exact to about 1e-8, so the trainer's gradients can be held against
 * them with the tolerance of single precision alone.
 */
final class ReferenceModel {
  final Map<String, double[]> weights = new HashMap<>();
  private final Map<String, Integer> columns = new HashMap<>();
  private final List<String> embeddings = new ArrayList<>();
  private final String architecture;
  private final List<Task> tasks;
  private final TrainingRows rows;
  private final double calibrator;
  private final double penalty;

  ReferenceModel(
      String architecture,
      List<Task> tasks,
      TrainingRows rows,
      List<Tensor> tensors,
      double calibrator,
      double penalty) {
    this.architecture = architecture;
    this.tasks = tasks;
    this.rows = rows;
    this.calibrator = calibrator;
    this.penalty = penalty;
    for (Tensor tensor : tensors) {
      double[] values = new double[tensor.values().length];
      Arrays.setAll(values, i -> tensor.values()[i]);
      weights.put(tensor.name(), values);
      columns.put(tensor.name(), tensor.shape().get(1));
      if (tensor.name().startsWith("embedding.")) {
        embeddings.add(tensor.name());
      }
    }
  }

  private int[] ids(int row) {
    int[] ids = new int[embeddings.size()];
    rows.ids(row, ids, 0);
    return ids;
  }

  double[] input(int row) {
    List<Double> v = new ArrayList<>();
    int[] ids = ids(row);
    for (int f = 0; f < embeddings.size(); f++) {
      int id = ids[f];
      int width = columns.get(embeddings.get(f));
      for (int j = 0; j < width; j++) {
        v.add(weights.get(embeddings.get(f))[id * width + j]);
      }
    }
    float[] dense = new float[rows.inputs().denseWidth()];
    rows.dense(row, dense, 0);
    for (float value : dense) {
      v.add((double) value);
    }
    return v.stream().mapToDouble(Double::doubleValue).toArray();
  }

  double[] linear(String name, double[] x) {
    double[] w = weights.get(name + ".weight");
    int width = columns.get(name + ".weight");
    double[] y = new double[width];
    for (int j = 0; j < width; j++) {
      for (int i = 0; i < x.length; i++) {
        y[j] += x[i] * w[i * width + j];
      }
      if (weights.containsKey(name + ".bias")) {
        y[j] += weights.get(name + ".bias")[j];
      }
    }
    return y;
  }

  double[] mlp(String name, double[] x) {
    double[] value = x;
    for (int layer = 0; weights.containsKey(name + "." + layer + ".weight"); layer++) {
      value = linear(name + "." + layer, value);
      for (int j = 0; j < value.length; j++) {
        value[j] = Math.max(0, value[j]);
      }
    }
    return value;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private double[] transfer(double[] p, double[] q) {
    double[][] u = {p, q};
    double[] score = new double[2];
    for (int i = 0; i < 2; i++) {
      score[i] =
          dot(linear("transfer.h2", u[i]), linear("transfer.h3", u[i])) / Math.sqrt(p.length);
    }
    double sum = Math.exp(score[0]) + Math.exp(score[1]);
    double[] z = new double[p.length];
    for (int i = 0; i < 2; i++) {
      double[] value = linear("transfer.h1", u[i]);
      for (int j = 0; j < z.length; j++) {
        z[j] += Math.exp(score[i]) / sum * value[j];
      }
    }
    return z;
  }

  /** The outputs of all tasks for a row. */
  double[] outputs(int row) {
    double[] v = input(row);
    double[] outputs = new double[tasks.size()];
    if (architecture.equals("shared_bottom")) {
      v = mlp("bottom", v);
    }
    Map<String, double[]> passed = new HashMap<>();
    for (int t = 0; t < outputs.length; t++) {
      Task task = tasks.get(t);
      double[] z = mlp("tower." + task.name(), v);
      boolean chained =
          architecture.equals("aitm")
              && task.kind() == Task.Kind.BINARY
              && task.after().isPresent();
      if (chained) {
        z = transfer(mlp("passed." + task.name(), passed.get(task.after().get())), z);
      }
      passed.put(task.name(), z);
      outputs[t] = linear("head." + task.name(), z)[0];
    }
    return outputs;
  }

  private static double probability(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  /** The loss of a batch, with the penalty on the embeddings that it touches. */
  double loss(int[] batch) {
    double[] sums = new double[tasks.size()];
    int[] counts = new int[tasks.size()];
    double calibration = 0;
    for (int row : batch) {
      double[] outputs = outputs(row);
      for (int t = 0; t < sums.length; t++) {
        double y = rows.target(t, row);
        boolean binary = tasks.get(t).kind() == Task.Kind.BINARY;
        if (!Double.isNaN(y)) {
          double p = probability(outputs[t]);
          sums[t] +=
              binary
                  ? -y * Math.log(p) - (1 - y) * Math.log(1 - p)
                  : (outputs[t] - y) * (outputs[t] - y);
          counts[t]++;
        }
        for (int before = 0; binary && architecture.equals("aitm") && before < t; before++) {
          if (tasks.get(t).after().filter(tasks.get(before).name()::equals).isPresent()) {
            calibration += Math.max(probability(outputs[t]) - probability(outputs[before]), 0);
          }
        }
      }
    }
    double loss = calibrator * calibration / batch.length;
    for (int t = 0; t < sums.length; t++) {
      loss += counts[t] == 0 ? 0 : tasks.get(t).weight() * sums[t] / counts[t];
    }
    return loss;
  }

  /** The penalty that the batch's gradient contains; the reported loss does not. */
  double penalty(int[] batch) {
    double sum = 0;
    for (int f = 0; f < embeddings.size(); f++) {
      Set<Integer> touched = new HashSet<>();
      for (int row : batch) {
        touched.add(ids(row)[f]);
      }
      double[] table = weights.get(embeddings.get(f));
      int width = columns.get(embeddings.get(f));
      for (int id : touched) {
        for (int j = 0; j < width; j++) {
          sum += table[id * width + j] * table[id * width + j];
        }
      }
    }
    return penalty * sum / 2;
  }
}
