package dev.tandem.serving.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tandem.serving.predict.Predictions;
import dev.tandem.serving.rank.Ranking;
import java.io.IOException;

/** Rankings as JSON objects of arrays by position. */
final class JsonRanking {
  private JsonRanking() {}

  static void write(JsonGenerator json, Ranking ranking) throws IOException {
    Predictions predictions = ranking.predictions();
    json.writeStartObject();
    json.writeStringField("request_id", ranking.id());
    json.writeStringField("model", predictions.model());
    json.writeStringField("model_version", predictions.modelVersion());
    writeArm(json, predictions);
    json.writeStringField("service_version", predictions.serviceVersion());
    json.writeArrayFieldStart("rows");
    for (int position = 0; position < ranking.size(); position++) {
      json.writeNumber(ranking.row(position));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("log_scores");
    for (int position = 0; position < ranking.size(); position++) {
      writeNumber(json, ranking.logScore(position));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("propensities");
    for (int position = 0; position < ranking.size(); position++) {
      json.writeNumber(ranking.propensity(position));
    }
    json.writeEndArray();
    json.writeObjectFieldStart("predictions");
    for (int task = 0; task < predictions.tasks().size(); task++) {
      json.writeArrayFieldStart(predictions.tasks().get(task));
      for (int position = 0; position < ranking.size(); position++) {
        writeNumber(json, ranking.prediction(task, position));
      }
      json.writeEndArray();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  /** Says which arm of a split answered, unless it was the primary model. */
  static void writeArm(JsonGenerator json, Predictions predictions) throws IOException {
    if (!predictions.arm().equals(Predictions.PRIMARY)) {
      json.writeStringField("arm", predictions.arm());
    }
  }

  private static void writeNumber(JsonGenerator json, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }

  private static void writeNumber(JsonGenerator json, float value) throws IOException {
    if (Float.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }
}
