package dev.tandem.features.transform;

import static dev.tandem.features.transform.TransformJson.required;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.features.table.Field;
import dev.tandem.features.transform.ListTransform.Pooling;
import dev.tandem.features.transform.NumericTransform.Missing;
import dev.tandem.features.transform.NumericTransform.Scale;
import dev.tandem.features.transform.VectorTransform.Norm;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads fitted inputs from JSON: first those that others share a table with. */
final class TransformReader {
  private static final String TABLE = "table";
  private static final String TARGET = "target";

  private final List<Field> layout;
  private final List<JsonNode> inputs;
  private final Map<String, VocabularyTransform> owners = new HashMap<>();

  TransformReader(List<Field> layout, List<JsonNode> inputs) {
    this.layout = layout;
    this.inputs = inputs;
  }

  List<InputTransform> read() {
    InputTransform[] transforms = new InputTransform[inputs.size()];
    for (int round = 0; round <= 2; round++) {
      for (int i = 0; i < transforms.length; i++) {
        if (round(inputs.get(i)) == round) {
          transforms[i] = transform(inputs.get(i));
          if (transforms[i] instanceof VocabularyTransform vocabulary) {
            owners.putIfAbsent(transforms[i].feature().name(), vocabulary);
          }
        }
      }
    }
    return List.of(transforms);
  }

  private static int round(JsonNode json) {
    return json.has(TARGET) ? 2 : json.has(TABLE) ? 1 : 0;
  }

  private InputTransform transform(JsonNode json) {
    Field field = field(required(json, "feature").asText());
    String kind = required(json, "kind").asText();
    return switch (kind) {
      case "numeric" -> json.has("ranks") ? quantile(field, json) : numeric(field, json);
      case "bucket" ->
          BucketTransform.of(field, doubles(json, "edges"), required(json, "dimension").asInt());
      case "categorical" -> categorical(field, json);
      case "list" -> list(field, json);
      case "vector" ->
          new VectorTransform(
              field,
              required(json, "dimension").asInt(),
              required(json, "normalise").asBoolean() ? Norm.UNIT : Norm.KEPT,
              missing(json));
      case "sequence" -> sequence(field, json);
      default ->
          throw new IllegalArgumentException(
              "input '" + field.name() + "' has the unknown kind '" + kind + "'");
    };
  }

  private Field field(String feature) {
    return layout.stream()
        .filter(f -> f.name().equals(feature))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("input '" + feature + "' is not in the layout"));
  }

  private static NumericTransform numeric(Field field, JsonNode json) {
    return new NumericTransform(
        field,
        required(json, "log").asBoolean() ? Scale.LOG : Scale.LINEAR,
        required(json, "mean").asDouble(),
        required(json, "deviation").asDouble(),
        missing(json));
  }

  private static QuantileTransform quantile(Field field, JsonNode json) {
    return QuantileTransform.of(
        field, doubles(json, "edges"), doubles(json, "ranks"), missing(json));
  }

  private CategoricalTransform categorical(Field field, JsonNode json) {
    if (json.has(TABLE)) {
      VocabularyTransform owner = owner(json, TABLE);
      return new CategoricalTransform(
          field, owner.vocabulary(), owner.dimension(), Optional.of(owner.feature().name()));
    }
    return new CategoricalTransform(
        field,
        vocabulary(field.type(), json),
        required(json, "dimension").asInt(),
        Optional.empty());
  }

  private ListTransform list(Field field, JsonNode json) {
    int length = required(json, "length").asInt();
    String name = required(json, "pooling").asText();
    Pooling pooling =
        Pooling.parse(name)
            .orElseThrow(() -> new IllegalArgumentException("no pooling '" + name + "'"));
    if (json.has(TABLE)) {
      VocabularyTransform owner = owner(json, TABLE);
      Optional<String> table = Optional.of(owner.feature().name());
      return new ListTransform(
          field, owner.vocabulary(), owner.dimension(), table, length, pooling);
    }
    return new ListTransform(
        field,
        vocabulary(field.type().element(), json),
        required(json, "dimension").asInt(),
        Optional.empty(),
        length,
        pooling);
  }

  private SequenceTransform sequence(Field field, JsonNode json) {
    if (!(owner(json, TARGET) instanceof CategoricalTransform target)) {
      throw new IllegalArgumentException(
          "the target '" + json.get(TARGET).asText() + "' is not categorical");
    }
    return SequenceTransform.of(
        field, target, required(json, "length").asInt(), SequenceEncoderJson.read(json));
  }

  private VocabularyTransform owner(JsonNode json, String key) {
    VocabularyTransform owner = owners.get(required(json, key).asText());
    if (owner == null) {
      throw new IllegalArgumentException("no input '" + json.get(key).asText() + "' has a table");
    }
    return owner;
  }

  private static Vocabulary vocabulary(ValueType type, JsonNode json) {
    JsonNode values = required(json, "vocabulary");
    int overflow = json.path("overflow").asInt(0);
    if (type == ValueType.STRING) {
      List<String> strings = new ArrayList<>();
      values.forEach(value -> strings.add(value.asText()));
      return Vocabulary.ofStrings(strings, overflow);
    }
    long[] longs = new long[values.size()];
    for (int i = 0; i < longs.length; i++) {
      longs[i] = values.get(i).asLong();
    }
    return Vocabulary.ofLongs(longs, overflow);
  }

  private static List<Double> doubles(JsonNode json, String name) {
    List<Double> doubles = new ArrayList<>();
    required(json, name).forEach(number -> doubles.add(number.asDouble()));
    return doubles;
  }

  private static Missing missing(JsonNode json) {
    return required(json, "flag").asBoolean() ? Missing.FLAGGED : Missing.UNFLAGGED;
  }
}
