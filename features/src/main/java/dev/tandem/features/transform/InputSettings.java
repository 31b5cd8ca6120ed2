package dev.tandem.features.transform;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.transform.ListTransform.Pooling;
import java.util.List;

/** Reads the declared settings of an input, with messages that name the input. */
final class InputSettings {
  private static final int DEFAULT_DIMENSION = 8;
  private static final int DEFAULT_LENGTH = 50;

  private InputSettings() {}

  static void requireKnown(Input input) {
    List<String> allowed = input.kind().settings();
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

  /** The most elements of a list that are read. */
  static int length(Input input) {
    return atLeast(input, "length", DEFAULT_LENGTH, 1);
  }

  static Pooling pooling(Input input) {
    String name = Pooling.MEAN.declaredName();
    return Pooling.parse(oneOf(input, "pooling", name, Pooling.declaredNames())).orElseThrow();
  }

  static String oneOf(Input input, String name, String absent, List<String> allowed) {
    String text = input.options().text(name, absent);
    if (!allowed.contains(text)) {
      throw invalid(input, name, "found " + text + ", allowed: " + String.join(", ", allowed));
    }
    return text;
  }

  static int atLeast(Input input, String name, int absent, int least) {
    int value = input.options().integer(name, absent);
    if (value < least) {
      throw invalid(input, name, "found " + value + ", allowed: " + least + " or more");
    }
    return value;
  }

  /** A list of widths. */
  static List<Integer> units(Input input, List<Integer> absent) {
    List<Integer> units = input.options().integers("units", absent);
    if (units.isEmpty() || units.stream().anyMatch(width -> width < 1)) {
      throw invalid(input, "units", "found " + units + ", allowed: one or more positive widths");
    }
    return units;
  }

  static boolean isSet(Input input, String name) {
    return oneOf(input, name, "false", List.of("true", "false")).equals("true");
  }

  static InvalidDeclarationException invalid(Input input, String name, String message) {
    return new InvalidDeclarationException(List.of(problem(input, name, message)));
  }

  private static Problem problem(Input input, String name, String message) {
    return new Problem("inputs." + input.feature() + "." + name, message);
  }
}
