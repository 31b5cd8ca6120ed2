package dev.tandem.features.yaml;

import dev.tandem.features.declaration.TrainingSet;
import java.util.List;

/** Reads the section {@code training_sets}. */
final class TrainingSetReader {
  static final List<String> KEYS = List.of("source", "where", "service", "labels");

  List<TrainingSet> read(YamlMapping root) {
    return root.each(
        "training_sets",
        named ->
            named
                .value()
                .mapping("a mapping with: source, service, labels")
                .map(set -> trainingSet(named.name(), set.allowOnly(KEYS))));
  }

  private static TrainingSet trainingSet(String name, YamlMapping set) {
    return new TrainingSet(
        name,
        set.requireText("source", "the name of a source"),
        set.find("where").flatMap(v -> v.text("an expression")),
        set.requireText("service", "the name of a service"),
        set.require("labels", "a list of names of labels")
            .map(v -> v.texts("names of labels"))
            .orElse(List.of()));
  }
}
