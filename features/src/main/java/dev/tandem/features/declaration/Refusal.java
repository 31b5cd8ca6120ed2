package dev.tandem.features.declaration;

import dev.tandem.features.suggestion.Suggestion;
import dev.tandem.features.type.ValueType;
import java.util.Collection;
import java.util.List;

/** Words a mistake as what was found, what is allowed, and what was probably meant. */
public final class Refusal {
  private static final int MOST_LISTED = 20;

  private Refusal() {}

  /** The message for a name that is none of the allowed ones. */
  public static String unknownName(String found, Collection<String> allowed) {
    return "found '" + found + "', " + allowed(found, allowed);
  }

  /** The message for a key that is none of the allowed ones. */
  public static String unknownKey(String found, Collection<String> allowed) {
    return "unknown key, " + allowed(found, allowed);
  }

  /** The message for a value that is not what it should be. */
  public static String value(String found, String allowed) {
    return "found '" + found + "', allowed: " + allowed;
  }

  /** The message for a type that is none of the allowed ones. */
  public static String type(ValueType found, List<ValueType> allowed) {
    return unknownName(
        found.declaredName(), allowed.stream().map(ValueType::declaredName).toList());
  }

  private static String allowed(String found, Collection<String> allowed) {
    if (allowed.isEmpty()) {
      return "but none is declared";
    }
    List<String> names = List.copyOf(allowed);
    String listed = String.join(", ", names.subList(0, Math.min(MOST_LISTED, names.size())));
    int more = names.size() - MOST_LISTED;
    return "allowed: "
        + listed
        + (more > 0 ? " and " + more + " more" : "")
        + Suggestion.question(found, names);
  }
}
