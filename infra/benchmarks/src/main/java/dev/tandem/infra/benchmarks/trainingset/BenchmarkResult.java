package dev.tandem.infra.benchmarks.trainingset;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the benchmark found, as JSON and as a line for each engine. */
record BenchmarkResult(
    Workload workload,
    EngineSettings settings,
    Map<EngineKind, EngineResult> engines,
    Optional<Comparison.Finding> finding) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  BenchmarkResult {
    engines = Map.copyOf(engines);
  }

  /** True unless a peer's rows were compared and differ. */
  boolean isSound() {
    return finding.map(Comparison.Finding::equal).orElse(true);
  }

  /** The JSON that {@code docs/benchmarks.md} describes. */
  String json() {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("benchmark", "features");
    json.put("events", workload.log().events());
    finding.ifPresent(f -> json.put("rows", f.rows()));
    json.put("features", workload.columns().size() - 2);
    finding.ifPresent(f -> json.put("rows_equal", f.equal()));
    ObjectNode with = json.putObject("settings");
    with.put("seed", workload.log().seed());
    workload.without().forEach(with.putArray("without")::add);
    with.put("runner", settings.runner().name().toLowerCase(Locale.ROOT));
    with.put("threads", settings.threads());
    with.put("memory_bytes", settings.memoryBytes());
    with.put("java", Runtime.version().toString());
    for (EngineKind kind : EngineKind.values()) {
      if (engines.containsKey(kind)) {
        write(engines.get(kind), json.putObject(kind.label()));
      }
    }
    EngineResult tandem = engines.get(EngineKind.TANDEM);
    EngineResult duckdb = engines.get(EngineKind.DUCKDB);
    if (duckdb != null) {
      ObjectNode faster = json.putObject("duckdb_over_tandem");
      faster.put("cold", duckdb.coldSeconds() / tandem.coldSeconds());
      if (tandem.warm().isPresent()) {
        faster.put("warm", duckdb.warm().get().seconds() / tandem.warm().get().seconds());
      }
    }
    return json.toPrettyString();
  }

  /** A line for each engine, for a person. */
  String summary() {
    StringBuilder text = new StringBuilder();
    for (EngineKind kind : EngineKind.values()) {
      EngineResult result = engines.get(kind);
      if (result != null) {
        text.append(
            "%-8s cold %7.2f s%s, peak %d MB%n"
                .formatted(
                    kind.label(),
                    result.coldSeconds(),
                    result.warm().map(r -> ", warm %7.2f s".formatted(r.seconds())).orElse(""),
                    result.peakResidentBytes() >> 20));
      }
    }
    finding.ifPresent(
        f -> text.append(f.rows()).append(f.equal() ? " equal rows" : " rows, which differ"));
    return text.toString().stripTrailing();
  }

  private static void write(EngineResult result, ObjectNode json) {
    json.put("cold_seconds", result.coldSeconds());
    result
        .warm()
        .ifPresent(
            warm -> {
              json.put("warm_seconds", warm.seconds());
              json.put("warm_cpu_seconds", warm.cpuSeconds());
            });
    json.put("cold_cpu_seconds", result.runs().get(0).cpuSeconds());
    json.put("peak_rss_bytes", result.peakResidentBytes());
    ArrayNode runs = json.putArray("run_seconds");
    result.runs().forEach(run -> runs.add(run.seconds()));
  }
}
