package dev.tandem.features.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.features.declaration.Input.Kind;
import dev.tandem.features.table.Field;
import dev.tandem.features.transform.NumericTransform.Missing;
import dev.tandem.features.transform.NumericTransform.Scale;
import dev.tandem.features.type.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * The JSON form of an {@link InputProgram}: {@code {"layout": [{"name", "type"}], "inputs":
 * [{"feature", "kind", ...}]}}, where a numeric input has {@code log, mean, deviation, flag}, a
 * bucket input {@code edges, dimension}, and a categorical input {@code vocabulary, dimension}.
 * Doubles are written so that reading gives the same bits.
 */
public final class InputProgramJson {
  private InputProgramJson() {}

  /** The JSON form. */
  public static ObjectNode write(InputProgram program) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode layout = json.putArray("layout");
    for (Field field : program.layout()) {
      layout.addObject().put("name", field.name()).put("type", field.type().declaredName());
    }
    ArrayNode inputs = json.putArray("inputs");
    for (InputTransform transform : program.transforms()) {
      write(transform, inputs.addObject().put("feature", transform.feature().name()));
    }
    return json;
  }

  private static void write(InputTransform transform, ObjectNode json) {
    if (transform instanceof NumericTransform numeric) {
      json.put("kind", Kind.NUMERIC.declaredName())
          .put("log", numeric.scale() == Scale.LOG)
          .put("mean", numeric.mean())
          .put("deviation", numeric.deviation())
          .put("flag", numeric.missing() == Missing.FLAGGED);
    } else if (transform instanceof BucketTransform bucket) {
      json.put("kind", Kind.BUCKET.declaredName()).put("dimension", bucket.dimension());
      ArrayNode edges = json.putArray("edges");
      bucket.edges().forEach(edges::add);
    } else if (transform instanceof CategoricalTransform categorical) {
      json.put("kind", Kind.CATEGORICAL.declaredName()).put("dimension", categorical.dimension());
      ArrayNode vocabulary = json.putArray("vocabulary");
      categorical.strings().forEach(vocabulary::add);
      for (long value : categorical.longs()) {
        vocabulary.add(value);
      }
    } else {
      throw new IllegalArgumentException("no JSON form of " + transform);
    }
  }

  /**
   * The program of a JSON form.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static InputProgram read(JsonNode json) {
    List<Field> layout = new ArrayList<>();
    for (JsonNode field : required(json, "layout")) {
      String type = required(field, "type").asText();
      layout.add(
          new Field(
              required(field, "name").asText(),
              ValueType.parse(type)
                  .orElseThrow(() -> new IllegalArgumentException("no type '" + type + "'"))));
    }
    List<InputTransform> transforms = new ArrayList<>();
    for (JsonNode input : required(json, "inputs")) {
      String feature = required(input, "feature").asText();
      Field field =
          layout.stream()
              .filter(f -> f.name().equals(feature))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException("input '" + feature + "' is not in the layout"));
      transforms.add(transform(field, input));
    }
    return InputProgram.of(layout, transforms);
  }

  private static InputTransform transform(Field field, JsonNode json) {
    String kind = required(json, "kind").asText();
    return switch (kind) {
      case "numeric" -> numeric(field, json);
      case "bucket" -> bucket(field, json);
      case "categorical" -> categorical(field, json);
      default ->
          throw new IllegalArgumentException(
              "input '" + field.name() + "' has the unknown kind '" + kind + "'");
    };
  }

  private static NumericTransform numeric(Field field, JsonNode json) {
    return new NumericTransform(
        field,
        required(json, "log").asBoolean() ? Scale.LOG : Scale.LINEAR,
        required(json, "mean").asDouble(),
        required(json, "deviation").asDouble(),
        required(json, "flag").asBoolean() ? Missing.FLAGGED : Missing.UNFLAGGED);
  }

  private static BucketTransform bucket(Field field, JsonNode json) {
    List<Double> edges = new ArrayList<>();
    required(json, "edges").forEach(edge -> edges.add(edge.asDouble()));
    return BucketTransform.of(field, edges, required(json, "dimension").asInt());
  }

  private static CategoricalTransform categorical(Field field, JsonNode json) {
    JsonNode vocabulary = required(json, "vocabulary");
    int dimension = required(json, "dimension").asInt();
    if (field.type() == ValueType.STRING) {
      List<String> strings = new ArrayList<>();
      vocabulary.forEach(value -> strings.add(value.asText()));
      return CategoricalTransform.ofStrings(field, strings, dimension);
    }
    long[] longs = new long[vocabulary.size()];
    for (int i = 0; i < longs.length; i++) {
      longs[i] = vocabulary.get(i).asLong();
    }
    return CategoricalTransform.ofLongs(field, longs, dimension);
  }

  private static JsonNode required(JsonNode json, String name) {
    JsonNode value = json.get(name);
    if (value == null) {
      throw new IllegalArgumentException("an input program has no '" + name + "'");
    }
    return value;
  }
}
