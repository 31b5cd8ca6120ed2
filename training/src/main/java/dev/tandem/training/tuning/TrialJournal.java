package dev.tandem.training.tuning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The results of trials as lines of JSON, written as each ends. A line that a kill has cut short is
 * dropped when the file is opened again. Thread-safe within one process.
 */
final class TrialJournal {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path file;
  private final List<TrialResult> results;

  private TrialJournal(Path file, List<TrialResult> results) {
    this.file = file;
    this.results = new ArrayList<>(results);
  }

  /**
   * Opens a journal, which begins empty if there is no file.
   *
   * @throws IllegalStateException if a line is no result
   * @throws UncheckedIOException if the file cannot be read or written
   */
  static TrialJournal open(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
      int whole = wholeLines(bytes);
      if (whole < bytes.length) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(whole);
        }
      }
      String text = new String(bytes, 0, whole, StandardCharsets.UTF_8);
      List<TrialResult> results = new ArrayList<>();
      text.lines().forEach(line -> results.add(parse(line, file, results.size() + 1)));
      return new TrialJournal(file, results);
    } catch (IOException e) {
      throw new UncheckedIOException("the trials in " + file + " cannot be read", e);
    }
  }

  private static int wholeLines(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  Path file() {
    return file;
  }

  /** The result of a trial with a budget, if it is known. */
  synchronized Optional<TrialResult> find(int trial, int budget) {
    return results.stream().filter(r -> r.trial() == trial && r.budget() == budget).findFirst();
  }

  /** Writes a result, so that it is there whatever happens next. */
  synchronized void add(TrialResult result) {
    byte[] line = (json(result).toString() + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      ByteBuffer buffer = ByteBuffer.wrap(line);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException("the trials in " + file + " cannot be written", e);
    }
    results.add(result);
  }

  private static ObjectNode json(TrialResult result) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("trial", result.trial())
        .put("budget", result.budget())
        .put("status", result.failed() ? "failed" : "trained")
        .put("seed", result.seed());
    if (result.bestEpoch() > 0) {
      json.put("score", result.scores().get(result.bestEpoch() - 1));
    }
    json.put("best_epoch", result.bestEpoch());
    ArrayNode scores = json.putArray("scores");
    result.scores().forEach(score -> scores.add(Double.isNaN(score) ? null : score));
    json.put("seconds", result.seconds());
    if (result.failed()) {
      json.put("failure", result.failure());
    }
    ObjectNode settings = json.putObject("settings");
    result.settings().forEach(settings::put);
    return json;
  }

  private static TrialResult parse(String line, Path file, int number) {
    try {
      JsonNode json = MAPPER.readTree(line);
      List<Double> scores = new ArrayList<>();
      required(json, "scores")
          .forEach(score -> scores.add(score.isNull() ? Double.NaN : score.asDouble()));
      Map<String, String> settings = new LinkedHashMap<>();
      required(json, "settings")
          .fields()
          .forEachRemaining(setting -> settings.put(setting.getKey(), setting.getValue().asText()));
      return new TrialResult(
          required(json, "trial").asInt(),
          settings,
          required(json, "seed").asLong(),
          required(json, "budget").asInt(),
          scores,
          required(json, "best_epoch").asInt(),
          json.path("failure").asText(""),
          required(json, "seconds").asDouble());
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "line " + number + " of " + file + " is no trial; delete the file to search anew", e);
    }
  }

  private static JsonNode required(JsonNode json, String name) {
    JsonNode value = json.get(name);
    if (value == null) {
      throw new IllegalArgumentException("'" + name + "' is missing");
    }
    return value;
  }
}
