package dev.tandem.features.transform;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Problem;
import java.util.List;

/** Reads the declared settings of an input, with messages that name the input. */
final class InputSettings {
  private static final int DEFAULT_DIMENSION = 8;

  private InputSettings() {}

  static void requireKnown(Input input, String... known) {
    List<String> allowed = List.of(known);
    List<Problem> unknown =
        input.options().values().keySet().stream()
            .filter(name -> !allowed.contains(name))
            .map(
                name ->
                    problem(
                        input,
                        name,
                        "unknown setting of a "
                            + input.kind().declaredName()
                            + " input, allowed: "
                            + String.join(", ", allowed)))
            .toList();
    if (!unknown.isEmpty()) {
      throw new InvalidDeclarationException(unknown);
    }
  }

  static int dimension(Input input) {
    return atLeast(input, "dimension", DEFAULT_DIMENSION, 1);
  }

  static int atLeast(Input input, String name, int absent, int least) {
    int value = input.options().integer(name, absent);
    if (value < least) {
      throw invalid(input, name, "found " + value + ", allowed: " + least + " or more");
    }
    return value;
  }

  static boolean isSet(Input input, String name) {
    String text = input.options().text(name, "false");
    if (!text.equals("true") && !text.equals("false")) {
      throw invalid(input, name, "found " + text + ", allowed: true, false");
    }
    return text.equals("true");
  }

  static InvalidDeclarationException invalid(Input input, String name, String message) {
    return new InvalidDeclarationException(List.of(problem(input, name, message)));
  }

  private static Problem problem(Input input, String name, String message) {
    return new Problem("inputs." + input.feature() + "." + name, message);
  }
}
