package dev.tandem.training.learner;

import dev.tandem.features.bundle.Tensor;
import dev.tandem.features.declaration.Task;
import dev.tandem.training.rows.TrainingRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The networks of the funnel family and their loss again, row by row in double precision, with
 * probabilities multiplied as the papers write them.
 */
final class FunnelReference {
  final ReferenceModel model;
  private final String architecture;
  private final List<Task> tasks;
  private final TrainingRows rows;
  private final double factor;
  private final double clip;
  private final Map<Integer, double[]> frozen = new HashMap<>();

  FunnelReference(
      String architecture,
      List<Task> tasks,
      TrainingRows rows,
      List<Tensor> tensors,
      double factor,
      double clip,
      double penalty) {
    this.model = new ReferenceModel("none", tasks, rows, tensors, 0, penalty);
    this.architecture = architecture;
    this.tasks = tasks;
    this.rows = rows;
    this.factor = factor;
    this.clip = clip;
  }

  /** Keeps the outputs of these rows for propensities, whatever happens to the weights later. */
  void freeze(int[] batch) {
    for (int row : batch) {
      frozen.put(row, outputs(row));
    }
  }

  private static double p(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  private double tower(String name, double[] v) {
    return model.linear("head." + name, model.mlp("tower." + name, v))[0];
  }

  private int before(int task) {
    return tasks.stream().map(Task::name).toList().indexOf(tasks.get(task).after().orElse(""));
  }

  private double[] vector(int row) {
    return model.mlp("bottom", model.input(row));
  }

  /** The outputs of all tasks for a row. */
  double[] outputs(int row) {
    double[] v = vector(row);
    double[] z = new double[tasks.size()];
    Arrays.setAll(z, t -> tower(tasks.get(t).name(), v));
    return architecture.equals("nmtr") ? cascade(row, z) : products(v, z);
  }

  private double[] cascade(int row, double[] z) {
    double bias = 0;
    if (model.weights.containsKey("bias.weight")) {
      // The embedding of category_1, of dimension 8, comes after that of category_0.
      bias = model.linear("bias", Arrays.copyOfRange(model.input(row), 8, 16))[0];
    }
    double[] o = z.clone();
    for (int t = 0; t < z.length; t++) {
      if (tasks.get(t).kind() == Task.Kind.BINARY) {
        o[t] = (before(t) < 0 ? z[t] : (z[t] + o[before(t)]) / 2) + bias;
      }
    }
    return o;
  }

  private double[] products(double[] v, double[] z) {
    double[] o = z.clone();
    double[] product = new double[z.length];
    for (int t = 0; t < z.length; t++) {
      int before = before(t);
      product[t] = before < 0 ? p(z[t]) : product[before] * p(z[t]);
      if (architecture.equals("esm2") && before >= 0 && before(before) >= 0) {
        double y1 = p(z[before(before)]);
        double y2 = p(z[before]);
        double y4 = p(tower(tasks.get(t).name() + ".past", v));
        product[t] = y1 * ((1 - y2) * y4 + y2 * p(z[t]));
      }
      if (tasks.get(t).kind() == Task.Kind.BINARY) {
        o[t] = Math.log(product[t] / (1 - product[t]));
      }
    }
    return o;
  }

  /** The loss of a batch. */
  double loss(int[] batch) {
    double[][] outputs = Arrays.stream(batch).mapToObj(this::outputs).toArray(double[][]::new);
    double loss = 0;
    for (int t = 0; t < tasks.size(); t++) {
      List<Double> terms = new ArrayList<>();
      for (int i = 0; i < batch.length; i++) {
        double y = rows.target(t, batch[i]);
        if (!Double.isNaN(y)) {
          double o = outputs[i][t];
          boolean binary = tasks.get(t).kind() == Task.Kind.BINARY;
          terms.add(binary ? entropy(p(o), y) : (o - y) * (o - y));
        }
      }
      loss += tasks.get(t).weight() * mean(terms);
      if (architecture.startsWith("escm2") && before(t) >= 0) {
        loss += factor * counterfactual(batch, t);
      }
    }
    return loss;
  }

  private static double entropy(double p, double y) {
    return -y * Math.log(p) - (1 - y) * Math.log(1 - p);
  }

  private static double mean(List<Double> terms) {
    return terms.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  private double counterfactual(int[] batch, int task) {
    List<Double> terms = new ArrayList<>();
    for (int row : batch) {
      double o = rows.target(before(task), row);
      double weight = Math.min(1 / p(frozen.get(row)[before(task)]), clip);
      double[] v = vector(row);
      double e = entropy(p(tower(tasks.get(task).name(), v)), rows.target(task, row));
      if (architecture.equals("escm2_ips")) {
        terms.add(o * e * weight);
      } else {
        double d = Math.log(1 + Math.exp(tower(tasks.get(task).name() + ".imputed", v)));
        terms.add(d + o * (e - d) * weight + o * (e - d) * (e - d) * weight);
      }
    }
    return mean(terms);
  }
}
