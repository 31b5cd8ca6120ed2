package dev.tandem.training.comparison;

import dev.tandem.training.metric.Metric;
import dev.tandem.training.metric.TaskMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What one model gains over another in one metric of one task, on the same rows and seeds.
 *
 * @param baseline the mean over the seeds of the model that is compared with
 * @param candidate the mean over the seeds of the model that is compared
 * @param gain of the candidate; positive is better, also for metrics of which less is better
 */
public record Gain(
    String task, Metric metric, double baseline, double candidate, PairedDifference gain) {

  /**
   * The gains in every metric that is defined for both models and all seeds.
   *
   * @param baseline for each seed, the metrics of each task
   * @param candidate the same for the same seeds
   * @throws IllegalArgumentException if there is no seed, or not as many of both
   */
  public static List<Gain> between(
      List<List<TaskMetrics>> baseline, List<List<TaskMetrics>> candidate) {
    if (baseline.isEmpty() || baseline.size() != candidate.size()) {
      throw new IllegalArgumentException(baseline.size() + " seeds and " + candidate.size());
    }
    List<Gain> gains = new ArrayList<>();
    for (int task = 0; task < baseline.get(0).size(); task++) {
      for (Metric metric : Metric.values()) {
        double[] before = values(baseline, task, metric);
        double[] after = values(candidate, task, metric);
        if (before.length == baseline.size() && after.length == baseline.size()) {
          gains.add(of(baseline.get(0).get(task).task(), metric, before, after));
        }
      }
    }
    return gains;
  }

  private static double[] values(List<List<TaskMetrics>> seeds, int task, Metric metric) {
    return seeds.stream()
        .map(tasks -> tasks.get(task).value(metric))
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .toArray();
  }

  private static Gain of(String task, Metric metric, double[] before, double[] after) {
    PairedDifference gain = PairedDifference.of(scores(metric, before), scores(metric, after));
    return new Gain(task, metric, mean(before), mean(after), gain);
  }

  private static double[] scores(Metric metric, double[] values) {
    double[] scores = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      scores[i] = metric.score(values[i]);
    }
    return scores;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** The gain relative to the size of the baseline; empty if that is 0. */
  public OptionalDouble relative() {
    return baseline == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(gain.mean() / Math.abs(baseline));
  }
}
