package dev.tandem.features.declaration;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Declared settings of one exchangeable part, such as an architecture: name to scalar or list of
 * scalars as text, in the order of their names. The part itself knows which names it has; see
 * {@link #requireKnown}.
 */
public record Options(Map<String, List<String>> values) {
  private static final Options NONE = new Options(Map.of());

  public Options {
    TreeMap<String, List<String>> sorted = new TreeMap<>();
    values.forEach((name, value) -> sorted.put(name, List.copyOf(value)));
    values = java.util.Collections.unmodifiableMap(sorted);
  }

  /** No settings. */
  public static Options none() {
    return NONE;
  }

  /** The same settings with one set to other values. */
  public Options with(String name, List<String> set) {
    Map<String, List<String>> more = new TreeMap<>(values);
    more.put(name, set);
    return new Options(more);
  }

  /** The same settings without some of them. */
  public Options without(List<String> names) {
    Map<String, List<String>> fewer = new TreeMap<>(values);
    names.forEach(fewer::remove);
    return new Options(fewer);
  }

  /** A whole number, or {@code absent} if it is not set. */
  public int integer(String name, int absent) {
    return values.containsKey(name) ? parse(name, "a whole number", Integer::parseInt) : absent;
  }

  /** A number, or {@code absent} if it is not set. */
  public double number(String name, double absent) {
    return values.containsKey(name) ? parse(name, "a number", Double::parseDouble) : absent;
  }

  /** A text, or {@code absent} if it is not set. */
  public String text(String name, String absent) {
    return values.containsKey(name) ? parse(name, "one value", v -> v) : absent;
  }

  /** A list of whole numbers, or {@code absent} if it is not set. */
  public List<Integer> integers(String name, List<Integer> absent) {
    return list(name, absent, "a list of whole numbers", Integer::valueOf);
  }

  /** A list of numbers, or {@code absent} if it is not set. */
  public List<Double> numbers(String name, List<Double> absent) {
    return list(name, absent, "a list of numbers", Double::valueOf);
  }

  /** A list of texts, or {@code absent} if it is not set. */
  public List<String> texts(String name, List<String> absent) {
    return values.getOrDefault(name, absent);
  }

  private <T> List<T> list(
      String name, List<T> absent, String allowed, Function<String, T> parser) {
    List<String> set = values.get(name);
    if (set == null) {
      return absent;
    }
    try {
      return set.stream().map(parser).toList();
    } catch (NumberFormatException e) {
      throw new InvalidDeclarationException(
          List.of(new Problem(name, "found " + set + ", allowed: " + allowed)), e);
    }
  }

  /**
   * Refuses settings that the part does not have.
   *
   * @throws InvalidDeclarationException naming each unknown setting and the known ones
   */
  public void requireKnown(String part, List<String> known) {
    List<Problem> unknown =
        values.keySet().stream()
            .filter(name -> !known.contains(name))
            .map(
                name ->
                    new Problem(
                        name,
                        "unknown setting of " + part + ", allowed: " + String.join(", ", known)))
            .toList();
    if (!unknown.isEmpty()) {
      throw new InvalidDeclarationException(unknown);
    }
  }

  private <T> T parse(String name, String allowed, Function<String, T> parser) {
    List<String> set = values.get(name);
    try {
      if (set.size() == 1) {
        return parser.apply(set.get(0));
      }
    } catch (NumberFormatException e) {
      throw new InvalidDeclarationException(
          List.of(new Problem(name, "found " + set.get(0) + ", allowed: " + allowed)), e);
    }
    throw new InvalidDeclarationException(
        List.of(new Problem(name, "found a list, allowed: " + allowed)));
  }
}
