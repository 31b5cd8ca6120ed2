package dev.tandem.training.learner;

import dev.tandem.features.bundle.Tensor;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Task;
import dev.tandem.training.Funnels;
import dev.tandem.training.architecture.Aitm;
import dev.tandem.training.architecture.SharedBottom;
import dev.tandem.training.optimizer.Optimizer;
import dev.tandem.training.rows.TrainingRows;
import dev.tandem.training.weighting.Weighting;
import dev.tandem.training.weighting.loss.Fixed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Reads the gradient that one step of a learner takes. */
final class GradientProbe {
  /** Puts the gradient in the place of the weight, so that it can be read. */
  static final Optimizer SHOW_GRADIENT =
      new Optimizer() {
        @Override
        public int moments() {
          return 0;
        }

        @Override
        public Update at(long step) {
          return (weights, weightsAt, moments, momentsAt, gradients, gradientsAt, count) ->
              System.arraycopy(gradients, gradientsAt, weights, weightsAt, count);
        }
      };

  static final TrainingRows ROWS = Funnels.rows(1500, 3, 4);

  private final String architecture;
  private final int batch;
  private final Regularization regularization;

  GradientProbe(String architecture, int batch) {
    this(architecture, batch, Regularization.ofEmbeddings(0));
  }

  GradientProbe(String architecture, int batch, Regularization regularization) {
    this.architecture = architecture;
    this.batch = batch;
    this.regularization = regularization;
  }

  /** A learner of the funnel's tasks with these declared weights, away from its initial weights. */
  Learner learner(Weighting weighting, Optimizer optimizer, double... taskWeights) {
    Map<String, List<String>> options = new LinkedHashMap<>();
    options.put("tower", List.of("6", "5"));
    if (architecture.equals("shared_bottom")) {
      options.put("bottom", List.of("7"));
    }
    Learner learner =
        new Learner(
            new LearnerSettings(
                architecture.equals("aitm") ? new Aitm() : new SharedBottom(),
                tasks(taskWeights),
                new Options(options),
                optimizer,
                batch,
                2,
                regularization,
                11),
            ROWS,
            weighting);
    disturb(learner);
    return learner;
  }

  private static List<Task> tasks(double... weights) {
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      Task task = Funnels.tasks().get(i);
      tasks.add(new Task(task.name(), task.kind(), task.label(), weights[i], task.after()));
    }
    return tasks;
  }

  private static void disturb(Learner learner) {
    Random random = new Random(5);
    List<Tensor> weights = learner.weights();
    for (Tensor tensor : weights) {
      for (int i = 0; i < tensor.values().length; i++) {
        tensor.values()[i] += (float) (0.2 * random.nextGaussian());
      }
    }
    learner.restore(weights);
  }

  int[] order() {
    return IntStream.range(0, batch).toArray();
  }

  /** The gradient by all weights of one step; 0 where an embedding is not touched. */
  Map<String, double[]> gradient(Weighting weighting, double... taskWeights) {
    try (Learner learner = learner(weighting, SHOW_GRADIENT, taskWeights)) {
      return gradient(learner);
    }
  }

  Map<String, double[]> gradient(Learner learner) {
    List<Tensor> before = learner.weights();
    learner.step(order(), 0, batch);
    Map<String, double[]> gradients = new LinkedHashMap<>();
    List<Tensor> after = learner.weights();
    for (int t = 0; t < after.size(); t++) {
      float[] old = before.get(t).values();
      float[] shown = after.get(t).values();
      double[] gradient = new double[shown.length];
      for (int i = 0; i < shown.length; i++) {
        gradient[i] = shown[i] == old[i] ? 0 : shown[i];
      }
      gradients.put(after.get(t).name(), gradient);
    }
    return gradients;
  }

  /** The gradient of each task alone, and last that of what belongs to no task. */
  List<Map<String, double[]>> apart(int tasks) {
    List<Map<String, double[]>> apart = new ArrayList<>();
    for (int task = 0; task <= tasks; task++) {
      double[] weights = new double[tasks];
      if (task < tasks) {
        weights[task] = 1;
      }
      apart.add(gradient(new Fixed(), weights));
    }
    Map<String, double[]> rest = apart.get(tasks);
    for (Map<String, double[]> gradients : apart.subList(0, tasks)) {
      gradients.forEach(
          (name, gradient) -> {
            for (int i = 0; i < gradient.length; i++) {
              gradient[i] -= rest.get(name)[i];
            }
          });
    }
    return apart;
  }
}
