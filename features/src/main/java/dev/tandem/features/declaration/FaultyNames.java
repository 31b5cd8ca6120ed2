package dev.tandem.features.declaration;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names whose own problem leaves their type unknown. What an expression says about them cannot
 * be judged before they are mended, and complaining about it would only hide the cause.
 */
final class FaultyNames {
  /** The parts of a declaration that its type depends on. */
  private static final Set<String> TYPING = Set.of("type", "field", "aggregate");

  private final Findings findings;

  FaultyNames(Findings findings) {
    this.findings = findings;
  }

  /** True if the text of an on-demand expression uses one of them. */
  boolean areIn(String onDemand) {
    return findings.faulty().stream()
        .map(path -> path.split("[.\\[]"))
        .anyMatch(
            path ->
                switch (path[0]) {
                  case "views" ->
                      covers(path, "features", path.length > 1 ? path[1] + "." : "", onDemand);
                  case "services" -> covers(path, "request", "", onDemand);
                  case "entities" -> covers(path, "key", "", onDemand);
                  case "sources" -> path.length == 1;
                  default -> false;
                });
  }

  /** True if the text of a condition on the source's events uses one of its fields among them. */
  boolean areIn(String condition, Source source) {
    return findings.faulty().stream()
        .filter(path -> FieldPath.isWithin(path, "sources." + source.name() + ".fields"))
        .anyMatch(path -> covers(path.split("[.\\[]"), "fields", "", condition));
  }

  /** True if the text uses the name, and nothing longer that the name is a part of. */
  static boolean mentions(String text, String name) {
    String word = "(?<![A-Za-z0-9_.])" + Pattern.quote(name) + "(?![A-Za-z0-9_(])";
    return Pattern.compile(word).matcher(text).find();
  }

  /** Paths are section.owner.part.name.key: the shorter the faulty one, the more it covers. */
  private static boolean covers(String[] path, String part, String prefix, String text) {
    if (path.length > 2 && !path[2].equals(part)) {
      return false;
    }
    if (path.length <= 3) {
      return text.contains(prefix);
    }
    return (path.length == 4 || TYPING.contains(path[4])) && mentions(text, prefix + path[3]);
  }
}
