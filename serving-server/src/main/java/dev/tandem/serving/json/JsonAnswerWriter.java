package dev.tandem.serving.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tandem.serving.fetch.FeatureVectors;
import dev.tandem.serving.fetch.InvalidRequestException;
import dev.tandem.serving.predict.Predictions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes answers in the shape that Feast's clients read. Thread-safe. */
public final class JsonAnswerWriter {
  private final JsonFactory factory = new JsonFactory();

  /** Features: their names, and for each the values, statuses and event times of all rows. */
  public byte[] features(FeatureVectors vectors) {
    return json(
        json -> {
          json.writeStartObject();
          json.writeObjectFieldStart("metadata");
          writeStrings(json, "feature_names", vectors.names());
          json.writeStringField("request_time", ColumnBinding.text(vectors.atMillis()));
          json.writeStringField("service_version", vectors.serviceVersion());
          json.writeEndObject();
          json.writeArrayFieldStart("results");
          for (int feature = 0; feature < vectors.names().size(); feature++) {
            writeFeature(json, vectors, feature);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** Predictions: for each task an array aligned with the rows. */
  public byte[] predictions(Predictions predictions) {
    return json(
        json -> {
          json.writeStartObject();
          json.writeStringField("model", predictions.model());
          json.writeStringField("model_version", predictions.modelVersion());
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

  /** A mistake in a request. */
  public byte[] invalid(InvalidRequestException mistake) {
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
  public byte[] error(String message) {
    return json(
        json -> {
          json.writeStartObject();
          json.writeStringField("error", unicode(message));
          json.writeEndObject();
        });
  }

  /** The state of a server and what it serves. */
  public byte[] health(String status, List<String> services, List<String> models) {
    return json(
        json -> {
          json.writeStartObject();
          json.writeStringField("status", status);
          writeStrings(json, "feature_services", services);
          writeStrings(json, "models", models);
          json.writeEndObject();
        });
  }

  private static void writeFeature(JsonGenerator json, FeatureVectors vectors, int feature)
      throws IOException {
    json.writeStartObject();
    json.writeFieldName("values");
    JsonColumns.write(json, vectors.values().column(vectors.names().get(feature)));
    json.writeArrayFieldStart("statuses");
    for (int row = 0; row < vectors.rows(); row++) {
      json.writeString(vectors.status(feature, row).name());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("event_timestamps");
    for (int row = 0; row < vectors.rows(); row++) {
      long newest = vectors.newestEventMillis(feature, row);
      if (newest == FeatureVectors.NO_EVENT) {
        json.writeNull();
      } else {
        json.writeString(ColumnBinding.text(newest));
      }
    }
    json.writeEndArray();
    json.writeEndObject();
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

  private byte[] json(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 12);
    try (JsonGenerator json = factory.createGenerator(bytes)) {
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing an answer to memory", e);
    }
    return bytes.toByteArray();
  }

  /** What one answer consists of. */
  private interface Body {
    void write(JsonGenerator json) throws IOException;
  }
}
