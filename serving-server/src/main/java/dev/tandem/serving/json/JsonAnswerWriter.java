package dev.tandem.serving.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.serving.edge.Catalog;
import dev.tandem.serving.edge.OutputBytes;
import dev.tandem.serving.edge.OutputPool;
import dev.tandem.serving.fetch.FeatureVectors;
import dev.tandem.serving.fetch.InvalidRequestException;
import dev.tandem.serving.predict.Predictions;
import dev.tandem.serving.rank.Ranking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes answers in the shape that Feast's clients read, each into bytes of a pool, which whoever
 * sends them gives back. Thread-safe.
 */
public final class JsonAnswerWriter {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final JsonFactory factory =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();
  private final OutputPool pool;

  /** A writer into bytes of a pool. */
  public JsonAnswerWriter(OutputPool pool) {
    this.pool = pool;
  }

  /** Features: their names, and for each the values, statuses and event times of all rows. */
  public OutputBytes features(FeatureVectors vectors) {
    OutputBytes out = pool.take();
    JsonFeatures.write(out, vectors);
    return out;
  }

  /** Predictions: for each task an array aligned with the rows. */
  public OutputBytes predictions(Predictions predictions) {
    return json(
        json -> {
          json.writeStartObject();
          json.writeStringField("model", predictions.model());
          json.writeStringField("model_version", predictions.modelVersion());
          JsonRanking.writeArm(json, predictions);
          json.writeStringField("service_version", predictions.serviceVersion());
          json.writeNumberField("rows", predictions.rows());
          json.writeObjectFieldStart("predictions");
          for (int task = 0; task < predictions.tasks().size(); task++) {
            json.writeArrayFieldStart(predictions.tasks().get(task));
            for (int row = 0; row < predictions.rows(); row++) {
              json.writeNumber(predictions.value(task, row));
            }
            json.writeEndArray();
          }
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  /** An order of candidates: for each position its row, score, propensity and predictions. */
  public OutputBytes ranking(Ranking ranking) {
    return json(json -> JsonRanking.write(json, ranking));
  }

  /** A mistake in a request. */
  public OutputBytes invalid(InvalidRequestException mistake) {
    return json(
        json -> {
          json.writeStartObject();
          json.writeStringField("error", unicode(mistake.getMessage()));
          json.writeStringField("field", unicode(mistake.field()));
          json.writeStringField("found", unicode(mistake.found()));
          json.writeStringField("allowed", unicode(mistake.allowed()));
          json.writeEndObject();
        });
  }

  /** Any other reason why there is no answer. */
  public OutputBytes error(String message) {
    return json(
        json -> {
          json.writeStartObject();
          json.writeStringField("error", unicode(message));
          json.writeEndObject();
        });
  }

  /** The OpenAPI document of what a server offers. */
  public OutputBytes openApi(Catalog catalog) {
    OutputBytes out = pool.take();
    try {
      MAPPER.writeValue(out, OpenApi.of(catalog));
    } catch (IOException e) {
      throw new UncheckedIOException("writing an answer to memory", e);
    }
    return out;
  }

  /** The state of a server and what it serves. */
  public OutputBytes state(String status, List<String> services, List<String> models) {
    return json(
        json -> {
          json.writeStartObject();
          json.writeStringField("status", status);
          writeStrings(json, "feature_services", services);
          writeStrings(json, "models", models);
          json.writeEndObject();
        });
  }

  private static void writeStrings(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  // A message may repeat half a surrogate pair that a client sent; in UTF-8 there is no such thing.
  private static String unicode(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private OutputBytes json(Body body) {
    OutputBytes out = pool.take();
    try (JsonGenerator json = factory.createGenerator(out)) {
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing an answer to memory", e);
    }
    return out;
  }

  /** What one answer consists of. */
  private interface Body {
    void write(JsonGenerator json) throws IOException;
  }
}
