package dev.tandem.features.yaml;

import dev.tandem.features.declaration.DurationNotation;
import dev.tandem.features.declaration.Label;
import dev.tandem.features.declaration.OutcomeLabel;
import dev.tandem.features.declaration.RowLabel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the section {@code labels}. */
final class LabelReader {
  private static final String OF_ROW = "of_row";

  static final List<String> KEYS =
      List.of("source", "where", "on", "within", "after", "value", "delay", OF_ROW);

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
    String source = label.requireText("source", "the name of a source");
    return label
        .find(OF_ROW)
        .<Label>map(ofRow -> ofRow(name, source, ofRow, label))
        .orElseGet(() -> outcome(name, source, label));
  }

  private static Label ofRow(String name, String source, YamlValue ofRow, YamlMapping label) {
    KEYS.stream()
        .filter(key -> !key.equals("source") && !key.equals(OF_ROW))
        .flatMap(key -> label.find(key).stream())
        .forEach(value -> value.refuse("has no meaning with of_row, which looks at the row alone"));
    return new RowLabel(name, source, ofRow.text("an expression").orElse(""));
  }

  private static Label outcome(String name, String source, YamlMapping label) {
    return new OutcomeLabel(
        name,
        source,
        text(label, "where", "an expression"),
        label
            .require("on", "a list of names of fields")
            .map(v -> v.texts("names of fields"))
            .orElse(List.of()),
        label
            .require("within", DurationNotation.ALLOWED)
            .flatMap(YamlValue::duration)
            .orElse(Duration.ZERO),
        text(label, "value", "the name of a field"),
        label.find("after").flatMap(YamlValue::duration),
        label.find("delay").flatMap(YamlValue::bool).orElse(false));
  }

  private static Optional<String> text(YamlMapping label, String key, String allowed) {
    return label.find(key).flatMap(value -> value.text(allowed));
  }
}
