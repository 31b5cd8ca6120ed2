package dev.tandem.features.yaml;

import dev.tandem.features.declaration.Model.Choice;
import dev.tandem.features.declaration.Options;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads settings whose names only the part they belong to knows. */
final class OptionsReader {

  /** All entries of the mapping but the keys that its reader knows itself. */
  Options read(YamlMapping mapping, List<String> known) {
    Map<String, List<String>> values = new TreeMap<>();
    mapping
        .entries()
        .forEach(
            (name, value) -> {
              if (!known.contains(name)) {
                values.put(name, setting(value));
              }
            });
    return new Options(values);
  }

  /** The entries with these names. */
  Options readOnly(YamlMapping mapping, List<String> names) {
    List<String> others =
        mapping.entries().keySet().stream().filter(n -> !names.contains(n)).toList();
    return read(mapping, others);
  }

  private static List<String> setting(YamlValue value) {
    return value.isList()
        ? value.texts("numbers or texts")
        : value.text("a number, a text or a list of them").map(List::of).orElse(List.of());
  }

  /** An exchangeable part: its name alone, or a mapping with its name and settings. */
  Optional<Choice> choice(YamlValue value) {
    if (!value.isMapping()) {
      return value
          .text("a name or a mapping with: name")
          .map(name -> new Choice(name, Options.none()));
    }
    return value
        .mapping("a mapping with: name")
        .map(part -> new Choice(part.requireText("name", "a name"), read(part, List.of("name"))));
  }
}
