package dev.tandem.pipelines.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.pipelines.ledger.LedgerEntry.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An entry's form as JSON; {@code docs/storage.md} lists the keys. */
final class EntryJson {
  private static final int FORMAT_VERSION = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private EntryJson() {}

  static byte[] write(LedgerEntry entry) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("formatVersion", FORMAT_VERSION);
    json.put("id", entry.id());
    json.put("step", entry.step());
    json.put("subject", entry.subject());
    json.put("startedAt", entry.started().toString());
    entry.ended().ifPresent(ended -> json.put("endedAt", ended.toString()));
    json.put("outcome", entry.outcome().word());
    entry.error().ifPresent(error -> json.put("error", error));
    entry.result().ifPresent(result -> add(json, result));
    DefaultIndenter newLine = new DefaultIndenter("  ", "\n");
    try {
      String text =
          MAPPER
              .writer(new DefaultPrettyPrinter().withObjectIndenter(newLine))
              .writeValueAsString(json);
      return (text + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  private static void add(ObjectNode json, StepResult result) {
    json.put("work", result.work().extent().word());
    json.put("why", result.work().reason());
    json.put("inputFingerprint", result.fingerprint());
    json.put("output", result.output());
    json.put("snapshot", result.snapshot());
    result.counts().forEach(json.putObject("counts")::put);
    json.put("summary", result.summary());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if it is no such JSON
   */
  static LedgerEntry read(byte[] bytes) throws IOException {
    JsonNode json = MAPPER.readTree(bytes);
    try {
      return new LedgerEntry(
          json.path("id").asText(),
          json.path("step").asText(),
          json.path("subject").asText(),
          Instant.parse(json.path("startedAt").asText()),
          text(json, "endedAt").map(Instant::parse),
          Outcome.valueOf(json.path("outcome").asText().toUpperCase(Locale.ROOT)),
          json.has("work") ? Optional.of(result(json)) : Optional.empty(),
          text(json, "error"));
    } catch (RuntimeException e) {
      throw new IOException("not an entry of a ledger: " + e.getMessage(), e);
    }
  }

  private static StepResult result(JsonNode json) {
    Map<String, Long> counts = new TreeMap<>();
    json.path("counts")
        .fields()
        .forEachRemaining(count -> counts.put(count.getKey(), count.getValue().asLong()));
    return new StepResult(
        new Work(
            Work.Extent.valueOf(json.path("work").asText().toUpperCase(Locale.ROOT)),
            json.path("why").asText()),
        json.path("inputFingerprint").asText(),
        json.path("output").asText(),
        json.path("snapshot").asText(),
        counts,
        json.path("summary").asText());
  }

  private static Optional<String> text(JsonNode json, String key) {
    return Optional.ofNullable(json.path(key).textValue());
  }
}
