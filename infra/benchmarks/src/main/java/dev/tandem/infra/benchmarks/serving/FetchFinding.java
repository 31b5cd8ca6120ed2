package dev.tandem.infra.benchmarks.serving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * What reading the features of requests of one size cost.
 *
 * @param features of the service
 * @param rows candidates of a request
 * @param stateBytes of all states that a request reads, on average
 */
record FetchFinding(
    int features, int rows, PairedLoad load, PairedLoad.Pair figures, long stateBytes) {
  double p50Ratio() {
    return figures.tandem().p50Micros() / figures.baseline().p50Micros();
  }

  double p99Ratio() {
    return figures.tandem().p99Micros() / figures.baseline().p99Micros();
  }

  void write(ObjectNode json) {
    json.put("features", features);
    json.put("rows", rows);
    json.put("clients", load.clients());
    load.perSecond().ifPresent(rate -> json.put("offered_per_second", rate));
    json.put("state_bytes", stateBytes);
    json.put("p50_us", figures.tandem().p50Micros());
    json.put("p99_us", figures.tandem().p99Micros());
    json.put("baseline_p50_us", figures.baseline().p50Micros());
    json.put("baseline_p99_us", figures.baseline().p99Micros());
    json.put("p50_ratio", p50Ratio());
    json.put("p99_ratio", p99Ratio());
    json.put("requests_per_second", figures.tandem().perSecond());
    json.put("baseline_requests_per_second", figures.baseline().perSecond());
    json.put("cpu_us", figures.tandem().processorMicros());
    json.put("baseline_cpu_us", figures.baseline().processorMicros());
    json.put("allocated_bytes", figures.tandem().allocatedBytes());
    json.put("baseline_allocated_bytes", figures.baseline().allocatedBytes());
  }

  /** A line for a person. */
  String summary() {
    return String.format(
        Locale.ROOT,
        "%3d features x %3d rows, %2d clients%s: p50 %7.0f us, %.2f times the baseline's %7.0f us;"
            + " p99 %7.0f us, %.2f times; processor %.0f us, the baseline %.0f us; %,.0f bytes"
            + " allocated, the baseline %,.0f",
        features,
        rows,
        load.clients(),
        load.perSecond().isPresent()
            ? String.format(Locale.ROOT, " at %.0f/s", load.perSecond().getAsDouble())
            : "",
        figures.tandem().p50Micros(),
        p50Ratio(),
        figures.baseline().p50Micros(),
        figures.tandem().p99Micros(),
        p99Ratio(),
        figures.tandem().processorMicros(),
        figures.baseline().processorMicros(),
        figures.tandem().allocatedBytes(),
        figures.baseline().allocatedBytes());
  }
}
