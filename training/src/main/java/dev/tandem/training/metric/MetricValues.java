package dev.tandem.training.metric;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Gathers the metrics that are defined. Not thread-safe. */
final class MetricValues {
  private final Map<String, Double> values = new TreeMap<>();

  /** Adds a metric if it is defined. */
  MetricValues put(Metric metric, OptionalDouble value) {
    value.ifPresent(defined -> values.put(metric.declaredName(), defined));
    return this;
  }

  Map<String, Double> asMap() {
    return Map.copyOf(values);
  }
}
