package dev.tandem.serving.http;

import dev.tandem.serving.edge.OutputBytes;
import java.util.Map;

/**
 * An HTTP status, further headers and a body.
 *
 * @param body shared and not copied; whoever sends it gives it back to its pool
 */
record Answer(int status, String contentType, Map<String, String> headers, OutputBytes body) {
  private static final String JSON = "application/json; charset=utf-8";

  /** An answer in JSON. */
  static Answer json(int status, OutputBytes body) {
    return new Answer(status, JSON, Map.of(), body);
  }

  /** An answer in text of a certain type. */
  static Answer text(String contentType, OutputBytes body) {
    return new Answer(200, contentType, Map.of(), body);
  }

  /** The same with a header. */
  Answer with(String header, String value) {
    return new Answer(status, contentType, Map.of(header, value), body);
  }
}
