package dev.tandem.training.comparison;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** A comparison for programs. */
final class ComparisonJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ComparisonJson() {}

  static byte[] write(Comparison comparison) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("model", comparison.model())
        .put("baseline", comparison.baseline())
        .put("candidate", comparison.candidate());
    ArrayNode seeds = json.putArray("seeds");
    comparison.seeds().forEach(seeds::add);
    comparison.meanRelativeGain().ifPresent(gain -> json.put("mean_relative_gain", gain));
    ArrayNode gains = json.putArray("gains");
    comparison.gains().forEach(gain -> write(gain, gains.addObject()));
    return (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void write(Gain gain, ObjectNode json) {
    json.put("task", gain.task())
        .put("metric", gain.metric().declaredName())
        .put("baseline", gain.baseline())
        .put("candidate", gain.candidate())
        .put("gain", gain.gain().mean())
        .put("deviation", gain.gain().deviation());
    gain.gain().probability().ifPresent(p -> json.put("p", p));
  }
}
