package dev.tandem.features.transform;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.table.Field;
import dev.tandem.features.transform.SequenceEncoder.Flat;
import dev.tandem.features.transform.SequenceEncoder.Gru;
import dev.tandem.features.transform.SequenceEncoder.Lstm;
import dev.tandem.features.transform.SequenceEncoder.TargetAttention;
import dev.tandem.features.transform.SequenceEncoder.Weights;
import java.util.List;
import java.util.Optional;

/** Makes the transforms of inputs that have the vocabulary and the embedding table of another. */
final class SharedInput {
  private static final List<Integer> ATTENTION_UNITS = List.of(80, 40);

  private SharedInput() {}

  /** The transform of an input that shares with an owner. */
  static InputTransform of(Input input, Field feature, VocabularyTransform owner) {
    Optional<String> table = Optional.of(owner.tableOf().orElse(owner.feature().name()));
    return switch (input.kind()) {
      case CATEGORICAL ->
          new CategoricalTransform(feature, owner.vocabulary(), owner.dimension(), table);
      case LIST ->
          new ListTransform(
              feature,
              owner.vocabulary(),
              owner.dimension(),
              table,
              InputSettings.length(input),
              InputSettings.pooling(input));
      case SEQUENCE ->
          SequenceTransform.of(
              feature,
              (CategoricalTransform) owner,
              InputSettings.length(input),
              encoder(input, owner.dimension()));
      case NUMERIC, BUCKET, VECTOR ->
          throw new IllegalArgumentException(
              "'" + feature.name() + "' has no embedding table to share");
    };
  }

  /**
   * Refuses wrong settings before there are rows.
   *
   * @throws dev.tandem.features.declaration.InvalidDeclarationException if one is wrong
   */
  static void requireSettings(Input input) {
    switch (input.kind()) {
      case LIST -> {
        InputSettings.length(input);
        InputSettings.pooling(input);
      }
      case SEQUENCE -> {
        InputSettings.length(input);
        encoder(input, 1);
      }
      case NUMERIC, BUCKET, CATEGORICAL, VECTOR -> {}
    }
  }

  private static SequenceEncoder encoder(Input input, int dimension) {
    String name = InputSettings.oneOf(input, "encoder", "din", SequenceEncoder.NAMES);
    boolean softmax = InputSettings.isSet(input, "softmax");
    if (softmax && !name.equals("din")) {
      throw InputSettings.invalid(
          input, "softmax", "found true, allowed: false with encoder " + name);
    }
    return switch (name) {
      case "din" ->
          new TargetAttention(
              InputSettings.units(input, ATTENTION_UNITS),
              softmax ? Weights.SOFTMAX : Weights.PLAIN);
      case "gru" -> new Gru(state(input, name, dimension));
      case "lstm" -> new Lstm(state(input, name, dimension));
      default -> flat(input);
    };
  }

  private static int state(Input input, String encoder, int dimension) {
    List<Integer> units = InputSettings.units(input, List.of(dimension));
    if (units.size() != 1) {
      throw InputSettings.invalid(
          input, "units", "found " + units + ", allowed: one width with encoder " + encoder);
    }
    return units.get(0);
  }

  private static Flat flat(Input input) {
    if (input.options().values().containsKey("units")) {
      throw InputSettings.invalid(
          input,
          "units",
          "found " + input.options().values().get("units") + ", allowed: none with encoder flat");
    }
    return new Flat();
  }
}
