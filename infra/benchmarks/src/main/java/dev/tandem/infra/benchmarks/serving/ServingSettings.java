package dev.tandem.infra.benchmarks.serving;

import java.time.Duration;
import java.util.List;

/**
 * What is measured, and for how long.
 *
 * @param features of the services
 * @param rows candidates of a request
 * @param clients how many ask at once
 * @param entities users and items together
 * @param seconds how long each kind of call is measured for each of the sizes
 */
record ServingSettings(
    List<Integer> features, List<Integer> rows, List<Integer> clients, int entities, int seconds) {
  ServingSettings {
    features = positive("features", features);
    rows = positive("rows", rows);
    clients = positive("clients", clients);
    positive("entities", List.of(entities));
    positive("seconds", List.of(seconds));
    int most = rows.stream().mapToInt(Integer::intValue).max().orElseThrow();
    if (entities < 2 * most) {
      throw new IllegalArgumentException(
          "entities: found " + entities + ", allowed: at least twice the rows, " + 2 * most);
    }
  }

  private static List<Integer> positive(String name, List<Integer> values) {
    if (values.isEmpty() || values.stream().anyMatch(value -> value < 1)) {
      throw new IllegalArgumentException(name + ": found " + values + ", allowed: 1 or more");
    }
    return List.copyOf(values);
  }

  /** How long each kind of call is measured. */
  Duration measured() {
    return Duration.ofSeconds(seconds);
  }

  /** How long the first calls of a service are run, while the compiler is at work. */
  Duration firstWarmUp() {
    return Duration.ofSeconds(Math.max(4, seconds));
  }

  /** How long the first calls of other requests to it are run. */
  Duration warmUp() {
    return Duration.ofSeconds(1);
  }
}
