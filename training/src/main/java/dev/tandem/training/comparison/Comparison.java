package dev.tandem.training.comparison;

import dev.tandem.training.metric.Metric;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One model against another, trained on the same rows with the same seeds.
 *
 * @param baseline the architecture that is compared with
 * @param candidate the architecture that is compared
 * @param seeds with which both were trained
 * @param gains of the candidate, task by task and metric by metric
 */
public record Comparison(
    String model, String baseline, String candidate, List<Long> seeds, List<Gain> gains) {
  public Comparison {
    seeds = List.copyOf(seeds);
    gains = List.copyOf(gains);
  }

  /** The gain in one metric of a task, or empty if it is not defined for all seeds. */
  public Optional<Gain> gain(String task, Metric metric) {
    return gains.stream()
        .filter(gain -> gain.task().equals(task) && gain.metric() == metric)
        .findFirst();
  }

  /**
   * The mean over tasks of the mean over a task's metrics of the relative gain (the Delta-p of Liu
   * et al., LibMTL); empty if there is none.
   */
  public OptionalDouble meanRelativeGain() {
    return gains.stream()
        .map(Gain::task)
        .distinct()
        .map(this::relative)
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .average();
  }

  private OptionalDouble relative(String task) {
    return gains.stream()
        .filter(gain -> gain.task().equals(task))
        .map(Gain::relative)
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .average();
  }

  /** The comparison as JSON in UTF-8, indented, with a line end. */
  public byte[] toJson() {
    return ComparisonJson.write(this);
  }
}
