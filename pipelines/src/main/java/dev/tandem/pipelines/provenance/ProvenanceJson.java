package dev.tandem.pipelines.provenance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Provenances as JSON, a key for each component; {@code docs/storage.md} lists them. */
final class ProvenanceJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private ProvenanceJson() {}

  /** Equal records give equal text. */
  static String write(Record provenance) {
    DefaultIndenter newLine = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(newLine).withArrayIndenter(newLine);
    try {
      return MAPPER.writer(printer).writeValueAsString(provenance) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  /** The record that {@link #write} wrote; empty if another version of the code wrote it. */
  static <R extends Record> Optional<R> read(String json, int formatVersion, Class<R> type) {
    try {
      int written = MAPPER.readTree(json).path("formatVersion").asInt();
      return written == formatVersion
          ? Optional.of(MAPPER.readValue(json, type))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
