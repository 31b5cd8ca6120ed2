package dev.tandem.features.yaml;

import dev.tandem.features.declaration.DurationNotation;
import dev.tandem.features.declaration.Label;
import java.time.Duration;
import java.util.List;

/** Reads the section {@code labels}. */
final class LabelReader {
  static final List<String> KEYS = List.of("source", "where", "on", "within", "value");

  List<Label> read(YamlMapping root) {
    return root.each(
        "labels",
        named ->
            named
                .value()
                .mapping("a mapping with: source, on, within")
                .map(label -> label(named.name(), label.allowOnly(KEYS))));
  }

  private static Label label(String name, YamlMapping label) {
    return new Label(
        name,
        label.requireText("source", "the name of a source"),
        label.find("where").flatMap(v -> v.text("an expression")),
        label
            .require("on", "a list of names of fields")
            .map(v -> v.texts("names of fields"))
            .orElse(List.of()),
        label
            .require("within", DurationNotation.ALLOWED)
            .flatMap(YamlValue::duration)
            .orElse(Duration.ZERO),
        label.find("value").flatMap(v -> v.text("the name of a field")));
  }
}
