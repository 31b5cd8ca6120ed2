package dev.tandem.infra.benchmarks.serving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * How many requests a server answers.
 *
 * @param wire the name of the way they come
 * @param clients how many ask at once, each as soon as it has its answer
 */
record WireFinding(String wire, int features, int rows, int clients, Figures figures) {
  void write(ObjectNode json) {
    json.put("features", features);
    json.put("rows", rows);
    json.put("clients", clients);
    json.put("requests_per_second", figures.perSecond());
    json.put("p50_us", figures.p50Micros());
    json.put("p99_us", figures.p99Micros());
  }

  /** A line for a person. */
  String summary() {
    return String.format(
        Locale.ROOT,
        "%s, %d features x %d rows, %d clients: %.0f requests a second, p50 %.0f us, p99 %.0f us",
        wire,
        features,
        rows,
        clients,
        figures.perSecond(),
        figures.p50Micros(),
        figures.p99Micros());
  }
}
