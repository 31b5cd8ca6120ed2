package dev.tandem.pipelines.materialize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.features.key.EntityKeyCodec;
import dev.tandem.features.store.StoredState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a view's own key in the online store tells of the view's states.
 *
 * <p>The value: the version 0 in 8 bytes, then JSON with {@code holds} and, while a run writes or
 * after one was killed, {@code writing} and {@code run}.
 *
 * @param holds what the last run that ended wrote; empty if none has
 * @param writing what a run began to write and has not ended; empty if the last one has ended
 * @param run a name of that run that no other has; empty text if there is none
 */
public record ViewMarker(Optional<ViewContents> holds, Optional<ViewContents> writing, String run) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A run has written all states. */
  static ViewMarker done(ViewContents holds) {
    return new ViewMarker(Optional.of(holds), Optional.empty(), "");
  }

  /** A run begins to write. */
  static ViewMarker begun(Optional<ViewContents> holds, ViewContents writing, String run) {
    return new ViewMarker(holds, Optional.of(writing), run);
  }

  /** The latest cut of any state in the store. */
  long cut() {
    long held = holds.map(ViewContents::cut).orElse(Long.MIN_VALUE);
    return Math.max(held, writing.map(ViewContents::cut).orElse(Long.MIN_VALUE));
  }

  /** As JSON. */
  String json() {
    ObjectNode json = JSON.createObjectNode();
    holds.ifPresent(contents -> add(json.putObject("holds"), contents));
    writing.ifPresent(contents -> add(json.putObject("writing"), contents));
    if (!run.isEmpty()) {
      json.put("run", run);
    }
    return json.toString();
  }

  /** A marker's JSON under a view's key. */
  static StoredState stored(String project, String view, String json) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    return StoredState.of(
        EntityKeyCodec.ofView(project, view),
        ByteBuffer.allocate(Long.BYTES + text.length).putLong(0).put(text).array());
  }

  private static void add(ObjectNode json, ViewContents contents) {
    json.put("declarations", contents.declarations());
    json.put("events", contents.events());
    json.put("cut", contents.cut());
  }

  /** Reads the value of {@link #stored}; empty for one that is none, which is to be replaced. */
  static Optional<ViewMarker> parse(byte[] value) {
    try {
      JsonNode json = JSON.readTree(value, Long.BYTES, value.length - Long.BYTES);
      return Optional.of(
          new ViewMarker(
              contents(json.path("holds")),
              contents(json.path("writing")),
              json.path("run").asText()));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<ViewContents> contents(JsonNode json) {
    return json.isObject()
        ? Optional.of(
            new ViewContents(
                json.path("declarations").asText(),
                json.path("events").asText(),
                json.path("cut").asLong()))
        : Optional.empty();
  }
}
