package dev.tandem.training.explain;

import dev.tandem.features.declaration.Task;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.transform.InputTransform;
import dev.tandem.training.evaluation.BundleScorer;
import dev.tandem.training.metric.Metric;
import dev.tandem.training.metric.TaskScores;
import dev.tandem.training.rows.LabelColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What each task listens to: for each feature that the model reads, its values are dealt out to
 * other rows at random, and the loss of the task's metric is the feature's importance (Breiman,
 * Random Forests, 2001; Fisher et al., JMLR 2019). Rows that the model has not learnt from show
 * what helps it; training rows, what it has learnt by heart.
 *
 * <p>Of two features that say the same, each may seem needless. The same rows, seed and bundle give
 * the same bits. Not thread-safe.
 */
public final class PermutationImportance {
  private final BundleScorer scorer;
  private final int repeats;
  private final long seed;

  /**
   * Importance for a bundle's tasks.
   *
   * @param repeats how often each feature is dealt out, at least 1
   */
  public PermutationImportance(BundleScorer scorer, int repeats, long seed) {
    if (repeats < 1) {
      throw new IllegalArgumentException("found " + repeats + " repeats, allowed: 1 or more");
    }
    this.scorer = scorer;
    this.repeats = repeats;
    this.seed = seed;
  }

  /**
   * The importance of each feature for each task that can be measured on the rows, feature by
   * feature in the order of the inputs.
   *
   * @param rows with the features that the bundle reads, and the labels of its tasks
   */
  public List<FeatureImportance> of(Table rows) {
    Table features = rows.project(scorer.inputs().layout().stream().map(Field::name).toList());
    int[] all = IntStream.range(0, rows.rows()).toArray();
    List<float[]> labels =
        scorer.tasks().stream()
            .map(task -> LabelColumns.read(rows, task, scorer.tasks(), all))
            .toList();
    List<OptionalDouble> whole = scores(features, labels);
    List<FeatureImportance> importance = new ArrayList<>();
    for (String feature : read()) {
      double[][] losses = losses(feature, features, labels, whole);
      for (int task = 0; task < losses.length; task++) {
        if (whole.get(task).isPresent()) {
          importance.add(summary(feature, scorer.tasks().get(task), losses[task]));
        }
      }
    }
    return importance;
  }

  private List<String> read() {
    return scorer.inputs().transforms().stream()
        .map(InputTransform::feature)
        .map(Field::name)
        .distinct()
        .toList();
  }

  /** For each task, the loss in each repeat; of tasks that cannot be measured, nothing. */
  private double[][] losses(
      String feature, Table features, List<float[]> labels, List<OptionalDouble> whole) {
    double[][] losses = new double[labels.size()][repeats];
    for (int repeat = 0; repeat < repeats; repeat++) {
      SplittableRandom random =
          new SplittableRandom(seed + 31L * feature.hashCode() + 0x9E3779B97F4A7C15L * repeat);
      List<OptionalDouble> without = scores(shuffled(features, feature, random), labels);
      for (int task = 0; task < losses.length; task++) {
        if (whole.get(task).isPresent()) {
          losses[task][repeat] = whole.get(task).getAsDouble() - without.get(task).orElseThrow();
        }
      }
    }
    return losses;
  }

  private static Table shuffled(Table features, String feature, SplittableRandom random) {
    int[] order = IntStream.range(0, features.rows()).toArray();
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    Table.Builder table = Table.builder(features.rows());
    for (Field field : features.fields()) {
      String name = field.name();
      table.add(
          name, name.equals(feature) ? features.column(name).select(order) : features.column(name));
    }
    return table.build();
  }

  /** For each task a number that is higher the better it is predicted. */
  private List<OptionalDouble> scores(Table features, List<float[]> labels) {
    List<TaskScores> scores = scorer.score(features);
    List<OptionalDouble> values = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      values.add(scores.get(i).main(labels.get(i)));
    }
    return values;
  }

  private FeatureImportance summary(String feature, Task task, double[] losses) {
    double mean = 0;
    for (double loss : losses) {
      mean += loss / losses.length;
    }
    double squares = 0;
    for (double loss : losses) {
      squares += (loss - mean) * (loss - mean);
    }
    double deviation = losses.length == 1 ? 0 : Math.sqrt(squares / (losses.length - 1));
    return new FeatureImportance(feature, task.name(), Metric.main(task.kind()), mean, deviation);
  }
}
