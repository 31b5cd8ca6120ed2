package dev.tandem.features.yaml;

import dev.tandem.features.declaration.Source;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the section {@code sources}. */
final class SourceReader {
  static final List<String> KEYS =
      List.of(
          "format",
          "path",
          "header",
          "delimiter",
          "fields",
          "event_time",
          "event_id",
          "arrival_time",
          "lateness",
          "max_dead_letter_share",
          "starts");

  private static final String PATHS = "a file, directory or glob";

  static final List<String> FORMATS =
      Arrays.stream(Source.Format.values()).map(Source.Format::declaredName).toList();

  static final double DEFAULT_DEAD_LETTER_SHARE = 0.01;

  List<Source> read(YamlMapping root) {
    return root.each(
        "sources",
        named ->
            named
                .value()
                .mapping("a mapping with: format, path, fields, event_time, event_id")
                .map(source -> source(named.name(), source.allowOnly(KEYS))));
  }

  private static Source source(String name, YamlMapping source) {
    Optional<Source.Format> format =
        source
            .require("format", String.join(", ", FORMATS))
            .flatMap(value -> value.oneOf(FORMATS, SourceReader::format));
    format
        .filter(f -> f != Source.Format.CSV)
        .flatMap(f -> source.find("header"))
        .ifPresent(
            header -> header.reading().report(header.path(), "only a csv source has a header"));
    source.require("fields", "a mapping from names to types");
    return new Source(
        name,
        format.orElse(Source.Format.CSV),
        source.require("path", PATHS).map(SourceReader::paths).orElse(List.of()),
        source.find("header").flatMap(YamlValue::bool).orElse(true),
        source
            .find("delimiter")
            .flatMap(value -> value.character("one character"))
            .filter(delimiter -> !delimiter.equals(",")),
        source.each("fields", new SourceFieldReader()::read),
        Optional.of(source.requireText("event_time", "the name of a timestamp field")),
        source
            .require("event_id", "a list of names of fields")
            .map(SourceReader::eventId)
            .orElse(List.of()),
        source.find("arrival_time").flatMap(v -> v.text("the name of a timestamp field")),
        source.find("lateness").flatMap(YamlValue::duration),
        source
            .find("max_dead_letter_share")
            .flatMap(YamlValue::number)
            .orElse(DEFAULT_DEAD_LETTER_SHARE),
        source.find("starts").flatMap(YamlValue::instant));
  }

  private static List<String> paths(YamlValue value) {
    return value.isList() ? value.texts(PATHS) : value.text(PATHS).stream().toList();
  }

  private static List<String> eventId(YamlValue value) {
    List<String> fields = value.texts("names of fields");
    if (fields.isEmpty() && value.isList()) {
      value.refuse("empty, allowed: the fields that together identify an event");
    }
    return fields;
  }

  static Optional<Source.Format> format(String text) {
    return Arrays.stream(Source.Format.values())
        .filter(format -> format.declaredName().equals(text))
        .findFirst();
  }
}
