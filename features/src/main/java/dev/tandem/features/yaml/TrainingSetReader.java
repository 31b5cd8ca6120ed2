package dev.tandem.features.yaml;

import dev.tandem.features.declaration.NegativeSampling;
import dev.tandem.features.declaration.TrainingSet;
import java.util.List;
import java.util.Optional;

/** Reads the section {@code training_sets}. */
final class TrainingSetReader {
  static final List<String> KEYS = List.of("source", "where", "service", "labels", "negatives");

  static final List<String> NEGATIVES_KEYS = List.of("label", "keep");

  /** A share that is wrong, for what the reader has reported already. */
  private static final double UNREADABLE = 0;

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
            .orElse(List.of()),
        set.find("negatives").flatMap(TrainingSetReader::negatives));
  }

  private static Optional<NegativeSampling> negatives(YamlValue value) {
    return value
        .mapping("a mapping with: label, keep")
        .map(negatives -> negatives.allowOnly(NEGATIVES_KEYS))
        .map(
            negatives ->
                new NegativeSampling(
                    negatives.requireText("label", "the name of a label of the training set"),
                    negatives
                        .require("keep", "a number greater than 0, at most 1")
                        .flatMap(YamlValue::number)
                        .orElse(UNREADABLE)));
  }
}
