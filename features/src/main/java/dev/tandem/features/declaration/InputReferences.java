package dev.tandem.features.declaration;

import dev.tandem.features.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which inputs of a model have the vocabulary and the embedding table of another: a categorical or
 * list input names it as {@code table}, a sequence as {@code target}.
 */
public final class InputReferences {
  private static final String TABLE = "table";
  private static final String TARGET = "target";
  private static final List<String> OF_THE_OWNER = List.of("dimension", "min_count", "overflow");

  private final String path;
  private final List<Input> inputs;
  private final Function<String, Optional<ValueType>> typeOf;

  /**
   * The references among the inputs of a model.
   *
   * @param path of the inputs in messages
   * @param typeOf the type of a feature, empty if it is not known
   */
  public InputReferences(
      String path, List<Input> inputs, Function<String, Optional<ValueType>> typeOf) {
    this.path = path;
    this.inputs = List.copyOf(inputs);
    this.typeOf = typeOf;
  }

  /** When an input can be made: after those that it may refer to. */
  public enum Round {
    /** It refers to none. */
    OWNER,
    /** It has the table of an owner. */
    SHARER,
    /** It has a target, which is an owner or a sharer. */
    SEQUENCE;

    /** The round of an input. */
    public static Round of(Input input) {
      if (input.kind() == Input.Kind.SEQUENCE) {
        return SEQUENCE;
      }
      return InputReferences.of(input).isPresent() ? SHARER : OWNER;
    }
  }

  /** The feature whose input an input refers to, or empty. */
  public static Optional<String> of(Input input) {
    return switch (input.kind()) {
      case CATEGORICAL, LIST -> option(input, TABLE);
      case SEQUENCE -> option(input, TARGET);
      case NUMERIC, BUCKET, VECTOR -> Optional.empty();
    };
  }

  private static Optional<String> option(Input input, String name) {
    return Optional.ofNullable(input.options().values().get(name))
        .map(values -> String.join(", ", values));
  }

  /** What is wrong with them. */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    for (Input input : inputs) {
      switch (Round.of(input)) {
        case OWNER -> {}
        case SHARER -> {
          require(input, TABLE, this::isOwner, problems);
          OF_THE_OWNER.stream()
              .filter(input.options().values()::containsKey)
              .forEach(name -> problems.add(ofTheOwner(input, name)));
        }
        case SEQUENCE -> require(input, TARGET, this::isCategorical, problems);
      }
    }
    return problems;
  }

  private Problem ofTheOwner(Input input, String name) {
    return new Problem(
        at(input, name),
        "has no meaning beside table, it is that of '" + of(input).orElse("") + "'");
  }

  private boolean isOwner(Input input) {
    return Round.of(input) == Round.OWNER
        && (input.kind() == Input.Kind.CATEGORICAL || input.kind() == Input.Kind.LIST);
  }

  private boolean isCategorical(Input input) {
    return input.kind() == Input.Kind.CATEGORICAL;
  }

  private void require(Input input, String name, Predicate<Input> allows, List<Problem> problems) {
    List<String> allowed =
        inputs.stream()
            .filter(other -> !other.feature().equals(input.feature()))
            .filter(other -> allows.test(other) && haveSameValues(input, other))
            .map(Input::feature)
            .toList();
    Optional<String> found = of(input);
    if (found.filter(allowed::contains).isEmpty()) {
      String what =
          name.equals(TABLE)
              ? "a categorical or list input of the same values with a table of its own"
              : "a categorical input of the same values";
      problems.add(
          new Problem(
              at(input, name),
              found.map(f -> "found '" + f + "'").orElse("missing")
                  + ", allowed: "
                  + what
                  + (allowed.isEmpty() ? ", there is none" : ": " + String.join(", ", allowed))));
    }
  }

  /** False if the two are known to have values of different types. */
  private boolean haveSameValues(Input one, Input other) {
    Optional<ValueType> type = typeOf.apply(one.feature()).map(InputReferences::valueType);
    Optional<ValueType> second = typeOf.apply(other.feature()).map(InputReferences::valueType);
    return type.isEmpty() || second.isEmpty() || type.equals(second);
  }

  private static ValueType valueType(ValueType type) {
    return type.isList() ? type.element() : type;
  }

  private String at(Input input, String name) {
    return FieldPath.of(FieldPath.of(path, input.feature()), name);
  }
}
