package dev.tandem.features.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.features.dataset.DatasetManifest.Part;
import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A manifest's form as JSON; {@code docs/storage.md} lists the keys. */
final class ManifestJson {
  private final String name;

  /**
   * @param name what messages call the manifest
   */
  ManifestJson(String name) {
    this.name = name;
  }

  private static ObjectMapper mapper() {
    return new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  static String write(DatasetManifest manifest) {
    ObjectMapper mapper = mapper();
    ObjectNode json = mapper.createObjectNode();
    json.put("formatVersion", DatasetManifest.FORMAT_VERSION);
    json.put("snapshot", manifest.snapshot());
    manifest.registryVersion().ifPresent(version -> json.put("registryVersion", version));
    json.put("inputFingerprint", manifest.inputFingerprint());
    json.put("rows", manifest.rows());
    json.put("bytes", manifest.bytes());
    manifest.minTime().ifPresent(time -> json.put("minTime", time));
    manifest.maxTime().ifPresent(time -> json.put("maxTime", time));
    manifest.counts().forEach(json.putObject("counts")::put);
    manifest.fields().forEach(field -> add(json.withArray("fields"), field));
    manifest.parts().forEach(part -> add(json.withArray("parts"), part));
    DefaultIndenter newLine = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(newLine).withArrayIndenter(newLine);
    try {
      return mapper.writer(printer).writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  private static void add(ArrayNode fields, Field field) {
    fields.addObject().put("name", field.name()).put("type", field.type().declaredName());
  }

  private static void add(ArrayNode parts, Part part) {
    parts
        .addObject()
        .put("file", part.file())
        .put("rows", part.rows())
        .put("bytes", part.bytes())
        .put("sha256", part.sha256());
  }

  DatasetManifest read(byte[] bytes) {
    JsonNode json = tree(bytes);
    checkVersion(json);
    try {
      DatasetManifest manifest =
          new DatasetManifest(
              text(json, "", "snapshot"),
              fields(json),
              parts(json),
              counts(json),
              optionalLong(json, "minTime"),
              optionalLong(json, "maxTime"),
              json.has("registryVersion")
                  ? Optional.of(text(json, "", "registryVersion"))
                  : Optional.empty(),
              text(json, "", "inputFingerprint"));
      checkTotal("rows", number(json, "", "rows"), manifest.rows());
      checkTotal("bytes", number(json, "", "bytes"), manifest.bytes());
      return manifest;
    } catch (IllegalArgumentException e) {
      throw corrupt(e.getMessage(), e);
    }
  }

  private JsonNode tree(byte[] bytes) {
    JsonNode json;
    try {
      json = mapper().readTree(bytes);
    } catch (IOException e) {
      throw corrupt("not JSON, or cut short after " + bytes.length + " bytes: " + firstLine(e), e);
    }
    if (!json.isObject()) {
      throw corrupt(
          bytes.length == 0 ? "the file is empty" : "not a JSON object but " + json.getNodeType(),
          null);
    }
    return json;
  }

  private static String firstLine(IOException e) {
    return e instanceof JsonProcessingException json
        ? json.getOriginalMessage()
        : String.valueOf(e.getMessage());
  }

  private void checkVersion(JsonNode json) {
    long version = number(json, "", "formatVersion");
    if (version > DatasetManifest.FORMAT_VERSION) {
      throw new UnsupportedDatasetException(
          name
              + " has format version "
              + version
              + "; this Tandem reads up to "
              + DatasetManifest.FORMAT_VERSION
              + ". Upgrade it to read this dataset");
    }
    if (version < 1) {
      throw corrupt("format version " + version + " never existed", null);
    }
  }

  private List<Field> fields(JsonNode json) {
    List<Field> fields = new ArrayList<>();
    for (JsonNode field : array(json, "fields")) {
      String where = "fields[" + fields.size() + "].";
      String type = text(field, where, "type");
      fields.add(
          new Field(
              text(field, where, "name"),
              ValueType.parse(type)
                  .orElseThrow(() -> corrupt(where + "type: unknown type '" + type + "'", null))));
    }
    return fields;
  }

  private List<Part> parts(JsonNode json) {
    List<Part> parts = new ArrayList<>();
    for (JsonNode part : array(json, "parts")) {
      String where = "parts[" + parts.size() + "].";
      parts.add(
          new Part(
              text(part, where, "file"),
              number(part, where, "rows"),
              number(part, where, "bytes"),
              text(part, where, "sha256")));
    }
    return parts;
  }

  private Map<String, Long> counts(JsonNode json) {
    Map<String, Long> counts = new TreeMap<>();
    JsonNode object = value(json, "", "counts", JsonNode::isObject, "an object");
    object
        .fieldNames()
        .forEachRemaining(count -> counts.put(count, number(object, "counts.", count)));
    return counts;
  }

  private void checkTotal(String key, long stated, long sum) {
    if (stated != sum) {
      throw corrupt(key + " is " + stated + " but the parts have " + sum, null);
    }
  }

  private OptionalLong optionalLong(JsonNode json, String key) {
    return json.has(key) ? OptionalLong.of(number(json, "", key)) : OptionalLong.empty();
  }

  private JsonNode array(JsonNode json, String key) {
    return json.has(key)
        ? value(json, "", key, JsonNode::isArray, "an array")
        : mapper().createArrayNode();
  }

  private String text(JsonNode json, String where, String key) {
    return value(json, where, key, JsonNode::isTextual, "a string").textValue();
  }

  private long number(JsonNode json, String where, String key) {
    return value(
            json, where, key, n -> n.isIntegralNumber() && n.canConvertToLong(), "a whole number")
        .longValue();
  }

  private JsonNode value(
      JsonNode json, String where, String key, Predicate<JsonNode> check, String expected) {
    JsonNode value = json.path(key);
    if (!check.test(value)) {
      throw corrupt(
          where
              + key
              + (value.isMissingNode() ? " is missing" : " is " + value + ", not " + expected),
          null);
    }
    return value;
  }

  private CorruptDatasetException corrupt(String problem, Throwable cause) {
    return new CorruptDatasetException("manifest " + name + ": " + problem, cause);
  }
}
