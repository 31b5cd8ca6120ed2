package dev.tandem.features.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.features.declaration.NegativeSampling;
import dev.tandem.features.transform.InputProgramJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The bytes of {@code bundle.json}. */
final class BundleManifestJson {
  static final int FORMAT_VERSION = 2;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private BundleManifestJson() {}

  static byte[] write(BundleManifest manifest) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("format_version", FORMAT_VERSION)
        .put("project", manifest.project())
        .put("model", manifest.model())
        .put("service", manifest.service())
        .put("service_version", manifest.serviceVersion())
        .put("architecture", manifest.architecture());
    ArrayNode tasks = json.putArray("tasks");
    for (BundledTask task : manifest.tasks()) {
      BundledTaskJson.write(task, tasks.addObject());
    }
    write(manifest.provenance(), json.putObject("provenance"));
    json.set("input_program", InputProgramJson.write(manifest.inputs()));
    return (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void write(Provenance provenance, ObjectNode json) {
    json.put("training_set", provenance.trainingSet())
        .put("training_set_fingerprint", provenance.trainingSetFingerprint())
        .put("seed", provenance.seed())
        .put("training_rows", provenance.rows().training())
        .put("validation_rows", provenance.rows().validation())
        .put("test_rows", provenance.rows().test())
        .put("validation_from_millis", provenance.validationFromMillis())
        .put("test_from_millis", provenance.testFromMillis())
        .put("epochs", provenance.epochs());
    provenance
        .negatives()
        .ifPresent(
            negatives ->
                json.putObject("negatives")
                    .put("label", negatives.label())
                    .put("keep", negatives.keep()));
    if (!provenance.tuned().isEmpty()) {
      ObjectNode tuned = json.putObject("tuned");
      provenance.tuned().forEach(tuned::put);
    }
  }

  /** Reads a manifest; {@code place} is where it stands, for messages. */
  static BundleManifest read(byte[] bytes, String place) {
    try {
      JsonNode json = MAPPER.readTree(new String(bytes, StandardCharsets.UTF_8));
      requireVersion(json.path("format_version"), place);
      List<BundledTask> tasks = new ArrayList<>();
      required(json, "tasks").forEach(task -> tasks.add(BundledTaskJson.read(task)));
      return new BundleManifest(
          required(json, "project").asText(),
          required(json, "model").asText(),
          required(json, "service").asText(),
          required(json, "service_version").asText(),
          required(json, "architecture").asText(),
          InputProgramJson.read(required(json, "input_program")),
          tasks,
          provenance(required(json, "provenance")));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new CorruptBundleException(place + " is no bundle manifest: " + e.getMessage(), e);
    }
  }

  private static void requireVersion(JsonNode version, String place) {
    if (!version.isInt() || version.asInt() < 1) {
      throw new CorruptBundleException(place + " names no format version");
    }
    if (version.asInt() > FORMAT_VERSION) {
      throw new UnsupportedBundleException(
          place
              + " has format version "
              + version.asInt()
              + ", this program reads up to "
              + FORMAT_VERSION
              + "; use the version of Tandem that wrote it, or a later one");
    }
  }

  private static Provenance provenance(JsonNode json) {
    return new Provenance(
        required(json, "training_set").asText(),
        required(json, "training_set_fingerprint").asText(),
        required(json, "seed").asLong(),
        new Provenance.SplitRows(
            required(json, "training_rows").asInt(),
            required(json, "validation_rows").asInt(),
            required(json, "test_rows").asInt()),
        required(json, "validation_from_millis").asLong(),
        required(json, "test_from_millis").asLong(),
        required(json, "epochs").asInt(),
        Optional.ofNullable(json.get("negatives")).map(BundleManifestJson::negatives),
        tuned(json.path("tuned")));
  }

  private static Map<String, String> tuned(JsonNode json) {
    Map<String, String> tuned = new TreeMap<>();
    json.fields()
        .forEachRemaining(setting -> tuned.put(setting.getKey(), setting.getValue().asText()));
    return tuned;
  }

  private static NegativeSampling negatives(JsonNode json) {
    return new NegativeSampling(
        required(json, "label").asText(), required(json, "keep").asDouble());
  }

  static JsonNode required(JsonNode json, String name) {
    JsonNode value = json.get(name);
    if (value == null) {
      throw new IllegalArgumentException("'" + name + "' is missing");
    }
    return value;
  }
}
