package dev.tandem.infra.benchmarks.serving;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the benchmark found, as JSON and as a line for each measurement. Mutable while it runs. */
final class ServingResult {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ServingSettings settings;
  private final List<FetchFinding> closed = new ArrayList<>();
  private final List<FetchFinding> open = new ArrayList<>();
  private final Map<Integer, StateSizes> sizes = new TreeMap<>();
  private final List<WireFinding> wires = new ArrayList<>();
  private Optional<RankFinding> rank = Optional.empty();

  ServingResult(ServingSettings settings) {
    this.settings = settings;
  }

  void add(FetchFinding finding) {
    (finding.load().perSecond().isPresent() ? open : closed).add(finding);
  }

  void add(int features, StateSizes found) {
    sizes.put(features, found);
  }

  void add(WireFinding finding) {
    wires.add(finding);
  }

  void add(RankFinding finding) {
    rank = Optional.of(finding);
  }

  /** The JSON that {@code docs/benchmarks.md} describes. */
  String json() {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("benchmark", "serving");
    ObjectNode with = json.putObject("settings");
    with.put("entities", settings.entities());
    with.put("seconds", settings.seconds());
    with.put("processors", Runtime.getRuntime().availableProcessors());
    with.put("java", Runtime.version().toString());
    write(closed, json.putArray("fetch"));
    write(open, json.putArray("fetch_open_loop"));
    rank.ifPresent(found -> found.write(json.putObject("rank")));
    wires.forEach(found -> found.write(json.putObject(found.wire())));
    ArrayNode memory = json.putArray("memory");
    sizes.forEach(
        (features, found) -> {
          ObjectNode node = memory.addObject();
          node.put("features", features);
          node.put("entities", found.entities());
          node.put("tandem_bytes_per_entity", found.tandemBytes());
          node.put("hash_bytes_per_entity", found.hashBytes());
        });
    return json.toPrettyString();
  }

  private static void write(List<FetchFinding> findings, ArrayNode json) {
    findings.forEach(finding -> finding.write(json.addObject()));
  }

  /** A line for each measurement, for a person. */
  String summary() {
    List<String> lines = new ArrayList<>();
    closed.forEach(finding -> lines.add(finding.summary()));
    open.forEach(finding -> lines.add(finding.summary()));
    rank.ifPresent(finding -> lines.add(finding.summary()));
    wires.forEach(finding -> lines.add(finding.summary()));
    sizes.forEach(
        (features, found) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "%d features: %.0f bytes of an entity in Redis, %.0f as a hash of values",
                    features,
                    found.tandemBytes(),
                    found.hashBytes())));
    return String.join("\n", lines);
  }
}
