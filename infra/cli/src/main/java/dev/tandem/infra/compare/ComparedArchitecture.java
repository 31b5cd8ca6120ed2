package dev.tandem.infra.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What an architecture reached on the test rows, over several seeds.
 *
 * @param tasks for each task its metrics by name, over the seeds; empty if it was refused
 * @param secondsPerSeed how long a training took
 * @param refusal why the architecture cannot be trained for the model's tasks
 */
public record ComparedArchitecture(
    String name,
    Map<String, Map<String, Spread>> tasks,
    double secondsPerSeed,
    Optional<String> refusal) {
  /**
   * What one training reached.
   *
   * @param metrics for each task by name
   */
  record Outcome(long seed, Map<String, Map<String, Double>> metrics) {}

  /**
   * A metric over seeds.
   *
   * @param values in the order of the seeds; a seed for which the metric is not defined has none
   */
  public record Spread(List<Double> values) {
    public Spread {
      values = List.copyOf(values);
    }

    /** The mean of the values, of which there is one at least. */
    public double mean() {
      return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** The standard deviation of the sample; 0 for one value. */
    public double deviation() {
      double mean = mean();
      double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
      return values.size() < 2 ? 0 : Math.sqrt(squares / (values.size() - 1));
    }
  }

  static ComparedArchitecture refused(String name, String why) {
    return new ComparedArchitecture(name, Map.of(), 0, Optional.of(why));
  }

  static ComparedArchitecture of(String name, List<Outcome> outcomes, double secondsPerSeed) {
    Map<String, Map<String, Spread>> tasks = new LinkedHashMap<>();
    for (String task : outcomes.get(0).metrics().keySet()) {
      Map<String, Spread> metrics = new LinkedHashMap<>();
      TreeSet<String> names = new TreeSet<>();
      outcomes.forEach(outcome -> names.addAll(outcome.metrics().get(task).keySet()));
      names.forEach(metric -> metrics.put(metric, spread(outcomes, task, metric)));
      tasks.put(task, metrics);
    }
    return new ComparedArchitecture(name, tasks, secondsPerSeed, Optional.empty());
  }

  private static Spread spread(List<Outcome> outcomes, String task, String metric) {
    return new Spread(
        outcomes.stream()
            .map(outcome -> outcome.metrics().get(task))
            .filter(metrics -> metrics.containsKey(metric))
            .map(metrics -> metrics.get(metric))
            .toList());
  }
}
