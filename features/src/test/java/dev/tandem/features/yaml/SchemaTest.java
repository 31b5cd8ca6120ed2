package dev.tandem.features.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.features.declaration.AggregateFunction;
import dev.tandem.features.declaration.DurationNotation;
import dev.tandem.features.declaration.Entity;
import dev.tandem.features.declaration.Exploration;
import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.type.ValueType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The schema for editors knows the keys and names that the readers accept, and no others. */
class SchemaTest {
  private final JsonNode schema = schema("tandem.schema.json");
  private final JsonNode table = schema("tandem-table.schema.json");

  private static JsonNode schema(String name) {
    try (InputStream file = SchemaTest.class.getResourceAsStream("/dev/tandem/features/" + name)) {
      return new ObjectMapper().readTree(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void schema_everyMapping_hasTheKeysOfItsReader() {
    List<String> inputKeys =
        Stream.concat(
                Stream.of("kind"),
                Arrays.stream(Input.Kind.values()).flatMap(kind -> kind.settings().stream()))
            .distinct()
            .toList();
    Map<String, List<String>> keys =
        Map.of(
            "entity", EntityReader.KEYS,
            "source", SourceReader.KEYS,
            "source_field", SourceFieldReader.KEYS,
            "view", ViewReader.KEYS,
            "feature", AggregateReader.KEYS,
            "service", ServiceReader.KEYS,
            "label", LabelReader.KEYS,
            "training_set", TrainingSetReader.KEYS,
            "model", ModelReader.KEYS,
            "task", TaskReader.ALL_KEYS);

    assertThat(keysOf(definition("training_set").at("/properties/negatives")))
        .containsExactlyElementsOf(TrainingSetReader.NEGATIVES_KEYS);
    JsonNode ranking = definition("ranking");
    assertThat(keysOf(ranking)).containsExactlyElementsOf(RankingReader.KEYS);
    assertThat(keysOf(ranking.at("/properties/explore")))
        .containsExactlyInAnyOrderElementsOf(RankingReader.EXPLORE_KEYS);
    assertThat(keysOf(ranking.at("/properties/score/additionalProperties/anyOf/1")))
        .containsExactlyElementsOf(RankingReader.FACTOR_KEYS);
    assertThat(keysOf(schema)).containsExactlyElementsOf(ProjectReader.KEYS);
    assertThat(keysOf(definition("input"))).containsExactlyInAnyOrderElementsOf(inputKeys);
    keys.forEach(
        (name, expected) ->
            assertThat(keysOf(definition(name)))
                .as(name)
                .containsExactlyInAnyOrderElementsOf(expected));
  }

  @Test
  void tableSchema_keys_areThoseOfItsReader() {
    assertThat(keysOf(table)).containsExactlyInAnyOrderElementsOf(TableModelReader.KEYS);
    assertThat(table.path("additionalProperties").asBoolean(true)).isFalse();
  }

  @Test
  void tableSchema_sharedParts_areThoseOfAProject() {
    List<String> references = table.findValuesAsText("$ref");

    assertThat(references)
        .contains("tandem.schema.json#/$defs/source_field", "tandem.schema.json#/$defs/task")
        .allSatisfy(
            reference ->
                assertThat(definition(reference.replaceFirst("^.*/", "")).isMissingNode())
                    .as(reference)
                    .isFalse());
    for (String key :
        List.of("inputs", "tasks", "architecture", "optimizer", "weighting", "training")) {
      assertThat(table.at("/properties/" + key).toString().replace("tandem.schema.json#", "#"))
          .as(key)
          .isEqualTo(definition("model").at("/properties/" + key).toString());
    }
  }

  @Test
  void schema_everyMapping_refusesOtherKeys() {
    for (String name : List.of("entity", "source", "source_field", "view", "feature", "service")) {
      assertThat(definition(name).path("additionalProperties").asBoolean(true)).as(name).isFalse();
    }
  }

  @Test
  void schema_enumerations_areThoseOfTheModel() {
    assertThat(texts(definition("entity").at("/properties/key/additionalProperties/enum")))
        .isEqualTo(names(Entity.KEY_TYPES));
    assertThat(texts(definition("source_field").at("/properties/type/enum")))
        .isEqualTo(names(SourceField.TYPES));
    assertThat(texts(definition("source").at("/properties/format/enum")))
        .isEqualTo(Arrays.stream(Source.Format.values()).map(Source.Format::declaredName).toList());
    assertThat(texts(definition("service").at("/properties/request/additionalProperties/enum")))
        .isEqualTo(names(List.of(ValueType.values())));
    assertThat(texts(definition("feature").at("/properties/aggregate/enum")))
        .isEqualTo(
            Arrays.stream(AggregateFunction.values())
                .map(AggregateFunction::declaredName)
                .toList());
    assertThat(texts(definition("input").at("/properties/kind/enum")))
        .isEqualTo(Arrays.stream(Input.Kind.values()).map(Input.Kind::declaredName).toList());
    assertThat(texts(definition("task").at("/properties/kind/enum")))
        .isEqualTo(Arrays.stream(Task.Kind.values()).map(Task.Kind::declaredName).toList());
    assertThat(texts(definition("ranking").at("/properties/explore/properties/kind/enum")))
        .isEqualTo(
            Arrays.stream(Exploration.Kind.values()).map(Exploration.Kind::declaredName).toList());
  }

  @Test
  void schema_durations_areThoseTheReaderAccepts() {
    String pattern = definition("duration").path("pattern").asText();
    for (String text : List.of("30s", "15m", "1h", "7d", "250ms", "1 hour", "P1D", "1w", "-1d")) {
      assertThat(text.matches(pattern))
          .as(text)
          .isEqualTo(DurationNotation.parse(text).isPresent());
    }
  }

  private JsonNode definition(String name) {
    return schema.path("$defs").path(name);
  }

  private static List<String> keysOf(JsonNode mapping) {
    List<String> keys = new ArrayList<>();
    mapping.path("properties").fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static List<String> names(List<ValueType> types) {
    return types.stream().map(ValueType::declaredName).toList();
  }
}
