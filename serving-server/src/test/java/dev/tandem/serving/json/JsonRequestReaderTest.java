package dev.tandem.serving.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.type.ValueType;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonRequestReaderTest {
  private static final int MAX_ROWS = 4;
  private static final Field USER = new Field("user_id", ValueType.INT64);
  private static final Field ITEM = new Field("item_id", ValueType.INT64);

  private static JsonRequest read(String json) {
    return new JsonRequestReader(MAX_ROWS).read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static FeatureRequest bindOne(ValueType type, String json) {
    return read("{\"request_context\": {\"x\": " + json + "}}")
        .bind(List.of(), List.of(new Field("x", type)));
  }

  private static LongColumn longs(FeatureRequest request, String name) {
    return (LongColumn) request.find(name).orElseThrow();
  }

  @Test
  void read_columnarEntities_bindsThemToTheirTypes() {
    JsonRequest json =
        read(
            """
            {"entities": {"user_id": 7, "item_id": [1, 2, 3]},
             "feature_service": "ranking", "request_time": "2026-01-31T08:15:00.25Z"}
            """);
    FeatureRequest request = json.bind(List.of(USER, ITEM), List.of());

    assertThat(json.service()).contains("ranking");
    assertThat(request.rows()).isEqualTo(3);
    assertThat(longs(request, "user_id").size()).isEqualTo(1);
    assertThat(longs(request, "item_id").value(2)).isEqualTo(3);
    assertThat(request.atMillis())
        .hasValue(Instant.parse("2026-01-31T08:15:00.250Z").toEpochMilli());
  }

  @ParameterizedTest
  @CsvSource({
    "9007199254740993",
    "-9007199254740993",
    "9223372036854775807",
    "-9223372036854775808",
    "0"
  })
  void bind_int64_isExact(String number) {
    assertThat(longs(bindOne(ValueType.INT64, number), "x").value(0))
        .isEqualTo(Long.parseLong(number));
  }

  @Test
  void bind_everyType_keepsValuesAndNulls() {
    assertThat(
            ((DoubleColumn) bindOne(ValueType.FLOAT64, "[0.1, 3, null]").find("x").orElseThrow())
                .value(0))
        .isEqualTo(0.1);
    assertThat(
            ((DoubleColumn)
                    bindOne(ValueType.FLOAT64, "18446744073709551617").find("x").orElseThrow())
                .value(0))
        .isEqualTo(0x1p64);
    StringColumn strings =
        (StringColumn) bindOne(ValueType.STRING, "[\"ı€😀\", null]").find("x").orElseThrow();
    assertThat(strings.value(0)).isEqualTo("ı€😀");
    assertThat(strings.isNull(1)).isTrue();
    assertThat(longs(bindOne(ValueType.BOOL, "[true, false]"), "x").value(0)).isEqualTo(1);
    assertThat(
            longs(bindOne(ValueType.TIMESTAMP, "[\"1970-01-01T01:00:01+01:00\", 5]"), "x").value(0))
        .isEqualTo(1000);
    ListColumn lists =
        (ListColumn) bindOne(ValueType.INT64_LIST, "[[1, 2], [], null]").find("x").orElseThrow();
    assertThat(lists.length(0)).isEqualTo(2);
    assertThat(((LongColumn) lists.elements()).value(lists.start(0) + 1)).isEqualTo(2);
    assertThat(lists.isNull(1)).isFalse();
    assertThat(lists.isNull(2)).isTrue();
  }

  @Test
  void bind_negativeZero_isZero() {
    double value =
        ((DoubleColumn) bindOne(ValueType.FLOAT64, "-0.0").find("x").orElseThrow()).value(0);
    assertThat(Double.doubleToRawLongBits(value)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "INT64|\"42\"|\"42\", a string|an int64, written as a whole number without quotes",
        "INT64|42.0|42.0, a number with a fraction or an exponent"
            + "|an int64, written as a whole number without quotes",
        "INT64|9223372036854775808|9223372036854775808, a whole number beyond 64 bits"
            + "|an int64, written as a whole number without quotes",
        "INT64|true|true, a bool|an int64, written as a whole number without quotes",
        "FLOAT64|\"1\"|\"1\", a string|a float64, written as a finite number without quotes",
        "FLOAT64|1e400|Infinity, a number with a fraction or an exponent"
            + "|a float64, written as a finite number without quotes",
        "STRING|1|1, a whole number|a string in quotes",
        "BOOL|1|1, a whole number|true or false",
        "TIMESTAMP|\"2026-01-31\"|\"2026-01-31\", a string"
            + "|ISO 8601 with an offset in quotes, or UTC epoch milliseconds",
        "INT64_LIST|5|5, a whole number|an array of int64 for each row"
      })
  void bind_wrongType_saysWhatIsAllowed(ValueType type, String json, String found, String allowed) {
    assertThatThrownBy(() -> bindOne(type, json))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("request_context.x: found " + found + ", allowed: " + allowed);
  }

  @Test
  void bind_wrongRow_isNamed() {
    assertThatThrownBy(() -> bindOne(ValueType.INT64, "[1, \"2\"]"))
        .hasMessageStartingWith("request_context.x[1]: found \"2\", a string");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "[]|body: found an array, allowed: one JSON object",
        "``|body: found nothing, allowed: one JSON object",
        "{} {}|body: found more after the end, allowed: one JSON object",
        "{\"entities\": 5}|entities: found 5, allowed: an object of columns by name",
        "{\"feature_service\": 5}|feature_service: found 5, allowed: a string",
        "{\"features\": \"a\"}|features: found \"a\", allowed: an array of names",
        "{\"full_feature_names\": 1}|full_feature_names: found 1, allowed: true or false",
        "{\"request_id\": 7}|request_id: found 7, allowed: a string",
        "{\"request_id\": \"\"}|request_id: found 0 characters, allowed: 1 to 128",
        "{\"top\": 0}|top: found 0, allowed: a whole number from 1",
        "{\"top\": 2.5}|top: found 2.5, allowed: a whole number from 1",
        "{\"top\": 3000000000}|top: found 3000000000, allowed: a whole number from 1",
        "{\"entities\": {\"x\": {}}}"
            + "|entities.x: found an object, allowed: values, or an array of values",
        "{\"entities\": {\"x\": [[[1]]]}}"
            + "|entities.x[0]: found an array within an array, allowed: values",
        "{\"entities\": {\"x\": [1,2,3,4,5]}}"
            + "|entities.x: found more than 4 values, allowed: at most 4",
        "{\"entities\": {\"x\": 1}, \"request_context\": {\"x\": 1}}"
            + "|request_context.x: found the field twice, allowed: once",
        "{\"entitys\": {}}|entitys: found an unknown field, allowed: feature_service, features,"
            + " model, entities, request_context, request_time, full_feature_names,"
            + " request_id, top"
      })
  void read_wrongShape_saysWhatIsAllowed(String json, String message) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"a\"",
        "{\"entities\": {\"x\": [1,]}}",
        "nonsense",
        "{\"model\": \"a\", \"model\": \"b\"}"
      })
  void read_malformedJson_saysWhere(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("body: found at line 1, column ")
        .hasMessageNotContaining("REDACTED")
        .hasMessageEndingWith(", allowed: one JSON object");
  }

  @Test
  void bind_unknownField_namesTheKnownOnes() {
    assertThatThrownBy(
            () -> read("{\"entities\": {\"user\": 1}}").bind(List.of(USER, ITEM), List.of()))
        .hasMessage("entities.user: found an unknown field, allowed: user_id, item_id");
  }

  @Test
  void bind_missingField_isNamed() {
    assertThatThrownBy(
            () -> read("{\"entities\": {\"user_id\": 1}}").bind(List.of(USER, ITEM), List.of()))
        .hasMessage("entities.item_id: found nothing, allowed: int64, one value or one per row");
  }

  @Test
  void bind_columnsOfDifferentLengths_areRefused() {
    assertThatThrownBy(
            () ->
                read("{\"entities\": {\"user_id\": [1, 2], \"item_id\": [1, 2, 3]}}")
                    .bind(List.of(USER, ITEM), List.of()))
        .hasMessage("item_id: found 3 values, allowed: 1 or 2, which is how many 'user_id' has");
  }

  @Test
  void read_feastFeatureReference_isWrittenWithADot() {
    assertThat(read("{\"features\": [\"user_activity:views_1h\", \"hour\"]}").features())
        .containsExactly("user_activity.views_1h", "hour");
  }
}
