package dev.tandem.infra.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.infra.report.RunReport;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.predict.Latencies;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Asks a server for predictions as an application does: through HTTP, in JSON. */
final class HttpPrediction {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int WARM_UP_CALLS = 30;
  private static final int CALLS = 100;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final HttpRequest request;
  private final int candidates;

  private HttpPrediction(HttpRequest request, int candidates) {
    this.request = request;
    this.candidates = candidates;
  }

  /**
   * A request for one entity, such as a user, and many candidates: the first key of the first row,
   * and of every row the other keys and the request fields.
   */
  static HttpPrediction of(
      URI server, String model, FeatureClient client, Table rows, long instant) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("model", model).put("request_time", Instant.ofEpochMilli(instant).toString());
    ObjectNode entities = json.putObject("entities");
    List<Field> keys = client.entityKeys();
    for (Field key : keys) {
      boolean first = key.equals(keys.get(0));
      fill(entities.putArray(key.name()), rows.column(key.name()), first ? 1 : rows.rows());
    }
    ObjectNode context = json.putObject("request_context");
    for (Field field : client.requestFields()) {
      fill(context.putArray(field.name()), rows.column(field.name()), rows.rows());
    }
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("predict"))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json.toString()))
            .build();
    return new HttpPrediction(request, rows.rows());
  }

  private static void fill(ArrayNode array, Column column, int rows) {
    for (int row = 0; row < rows; row++) {
      if (column.isNull(row)) {
        array.addNull();
      } else if (column instanceof LongColumn longs) {
        array.add(longs.value(row));
      } else if (column instanceof DoubleColumn doubles) {
        array.add(doubles.value(row));
      } else {
        array.add(((StringColumn) column).value(row));
      }
    }
  }

  /** Asks once and returns the answer's predictions: for each task an array. */
  JsonNode ask() {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode answer = MAPPER.readTree(response.body());
      if (response.statusCode() != 200) {
        throw new JobFailedException(
            "the server answered "
                + response.statusCode()
                + " to a prediction: "
                + answer.path("error").asText());
      }
      return answer.path("predictions");
    } catch (JsonProcessingException e) {
      throw new JobFailedException("the server's answer is no JSON: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new JobFailedException("the server does not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JobFailedException("interrupted while a prediction was made", e);
    }
  }

  /** Asks again and again, and measures how long the answers take. */
  RunReport.Predict measure() {
    for (int call = 0; call < WARM_UP_CALLS; call++) {
      ask();
    }
    long[] nanos = new long[CALLS];
    for (int call = 0; call < CALLS; call++) {
      long began = System.nanoTime();
      ask();
      nanos[call] = System.nanoTime() - began;
    }
    Latencies latencies = Latencies.of(nanos);
    return new RunReport.Predict(candidates, CALLS, latencies.p50Millis(), latencies.p99Millis());
  }
}
