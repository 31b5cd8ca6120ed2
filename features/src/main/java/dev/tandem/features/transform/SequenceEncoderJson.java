package dev.tandem.features.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.features.transform.SequenceEncoder.Flat;
import dev.tandem.features.transform.SequenceEncoder.Gru;
import dev.tandem.features.transform.SequenceEncoder.Lstm;
import dev.tandem.features.transform.SequenceEncoder.TargetAttention;
import dev.tandem.features.transform.SequenceEncoder.Weights;
import java.util.ArrayList;
import java.util.List;

/** The JSON form of an encoder: its name as {@code encoder}, and its settings beside it. */
final class SequenceEncoderJson {
  private SequenceEncoderJson() {}

  static void write(SequenceEncoder encoder, ObjectNode json) {
    if (encoder instanceof TargetAttention din) {
      json.put("encoder", "din").put("softmax", din.weights() == Weights.SOFTMAX);
      din.units().forEach(json.putArray("units")::add);
    } else if (encoder instanceof Gru gru) {
      json.put("encoder", "gru").put("units", gru.units());
    } else if (encoder instanceof Lstm lstm) {
      json.put("encoder", "lstm").put("units", lstm.units());
    } else if (encoder instanceof Flat) {
      json.put("encoder", "flat");
    } else {
      throw new IllegalArgumentException("no JSON form of " + encoder);
    }
  }

  static SequenceEncoder read(JsonNode json) {
    String name = TransformJson.required(json, "encoder").asText();
    return switch (name) {
      case "din" -> din(json);
      case "gru" -> new Gru(TransformJson.required(json, "units").asInt());
      case "lstm" -> new Lstm(TransformJson.required(json, "units").asInt());
      case "flat" -> new Flat();
      default -> throw new IllegalArgumentException("no encoder '" + name + "'");
    };
  }

  private static TargetAttention din(JsonNode json) {
    List<Integer> units = new ArrayList<>();
    TransformJson.required(json, "units").forEach(width -> units.add(width.asInt()));
    boolean softmax = TransformJson.required(json, "softmax").asBoolean();
    return new TargetAttention(units, softmax ? Weights.SOFTMAX : Weights.PLAIN);
  }
}
