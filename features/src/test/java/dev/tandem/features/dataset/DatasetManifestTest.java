package dev.tandem.features.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.dataset.DatasetManifest.Part;
import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetManifestTest {
  private static final DatasetManifest MANIFEST =
      new DatasetManifest(
          "000002-ab",
          List.of(
              new Field("__time", ValueType.TIMESTAMP),
              new Field("İ \"x\"", ValueType.STRING_LIST)),
          List.of(
              new Part("snapshots/000002-ab/part-00000.arrow", 5, 100, "0a".repeat(32)),
              new Part("snapshots/000002-ab/part-00001.arrow", 0, 7, "ff".repeat(32))),
          Map.of("read", 6L, "dead_letter", 1L),
          OptionalLong.of(-3),
          OptionalLong.of(9_007_199_254_740_993L),
          Optional.of("r1"),
          "f1");

  private static final String JSON =
      """
      {
        "formatVersion" : 1,
        "snapshot" : "000002-ab",
        "registryVersion" : "r1",
        "inputFingerprint" : "f1",
        "rows" : 5,
        "bytes" : 107,
        "minTime" : -3,
        "maxTime" : 9007199254740993,
        "counts" : {
          "dead_letter" : 1,
          "read" : 6
        },
        "fields" : [
          {
            "name" : "__time",
            "type" : "timestamp"
          },
          {
            "name" : "İ \\"x\\"",
            "type" : "string_list"
          }
        ],
        "parts" : [
          {
            "file" : "snapshots/000002-ab/part-00000.arrow",
            "rows" : 5,
            "bytes" : 100,
            "sha256" : "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a"
          },
          {
            "file" : "snapshots/000002-ab/part-00001.arrow",
            "rows" : 0,
            "bytes" : 7,
            "sha256" : "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
          }
        ]
      }
      """;

  @Test
  void toJson_full_isThisText() {
    assertThat(new String(MANIFEST.toJson(), StandardCharsets.UTF_8)).isEqualTo(JSON);
  }

  @Test
  void parse_full_isReadBack() {
    assertThat(parse(JSON)).isEqualTo(MANIFEST);
    assertThat(MANIFEST.rows()).isEqualTo(5);
    assertThat(MANIFEST.bytes()).isEqualTo(107);
  }

  @Test
  void parse_nothingOptional_isReadBack() {
    DatasetManifest empty =
        new DatasetManifest(
            "s",
            List.of(),
            List.of(),
            Map.of(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            "");
    assertThat(DatasetManifest.parse(empty.toJson(), "m")).isEqualTo(empty);
  }

  @Test
  void parse_unknownKeyOfTheSameVersion_isPassedOver() {
    assertThat(parse(JSON.replace("\"rows\" : 5,\n  \"bytes\"", "\"rows\":5,\"new\":[],\"bytes\"")))
        .isEqualTo(MANIFEST);
  }

  @Test
  void parse_newerVersion_isUnsupportedNotCorrupt() {
    assertThatThrownBy(() -> parse("{\"formatVersion\": 2, \"everything\": \"else\"}"))
        .isInstanceOf(UnsupportedDatasetException.class)
        .hasMessage(
            "m.json has format version 2; this Tandem reads up to 1. Upgrade it to read this"
                + " dataset");
  }

  @Test
  void parse_cutAnywhere_isCorrupt() {
    byte[] whole = JSON.strip().getBytes(StandardCharsets.UTF_8);
    for (int length = 1; length < whole.length; length++) {
      byte[] half = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> DatasetManifest.parse(half, "m.json"))
          .isInstanceOf(CorruptDatasetException.class)
          .hasMessageStartingWith(
              "manifest m.json: not JSON, or cut short after " + length + " bytes: ");
    }
  }

  @Test
  void parse_empty_saysSo() {
    assertThatThrownBy(() -> parse(""))
        .isInstanceOf(CorruptDatasetException.class)
        .hasMessage("manifest m.json: the file is empty");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"rows\" : 5,| |rows is missing",
        "\"rows\" : 5,|\"rows\" : 6,|rows is 6 but the parts have 5",
        "\"bytes\" : 107|\"bytes\" : 1.5|bytes is 1.5, not a whole number",
        "\"snapshot\" : \"000002-ab\"|\"snapshot\" : 7|snapshot is 7, not a string",
        "\"string_list\"|\"text\"|fields[1].type: unknown type 'text'",
        "\"rows\" : 0|\"rows\" : \"x\"|parts[1].rows is \"x\", not a whole number",
        "\"read\" : 6|\"read\" : null|counts.read is null, not a whole number",
        "\"counts\"|\"count\"|counts is missing",
        "snapshots/000002-ab/part-00001.arrow|../x|a part lies in snapshots/<id>/ under the root, unlike '../x'",
        "\"minTime\" : -3,| |the oldest time OptionalLong.empty and the newest OptionalLong[9007199254740993] do not go together",
        "\"formatVersion\" : 1|\"formatVersion\" : 0|format version 0 never existed"
      })
  void parse_mistake_isNamed(String original, String mistake, String message) {
    String json =
        JSON.replaceFirst(
            Pattern.quote(original), Matcher.quoteReplacement(mistake == null ? "" : mistake));
    assertThat(json).isNotEqualTo(JSON);
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(CorruptDatasetException.class)
        .hasMessage("manifest m.json: " + message);
  }

  private static DatasetManifest parse(String json) {
    return DatasetManifest.parse(json.getBytes(StandardCharsets.UTF_8), "m.json");
  }
}
