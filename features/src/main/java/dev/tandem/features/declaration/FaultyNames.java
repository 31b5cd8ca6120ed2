package dev.tandem.features.declaration;

/**
 * The names that have a problem of their own. What an expression says about them cannot be judged
 * before they are mended, and complaining about it would only hide the cause.
 */
final class FaultyNames {
  private final Findings findings;

  FaultyNames(Findings findings) {
    this.findings = findings;
  }

  /** True if the text of an on-demand expression uses one of them. */
  boolean areIn(String text) {
    return findings.faulty().stream().anyMatch(path -> isNamed(path.split("[.\\[]"), text));
  }

  private static boolean isNamed(String[] path, String text) {
    return switch (path[0]) {
      case "views" -> isNamed(path, "features", path.length > 1 ? path[1] + "." : "", text);
      case "services" -> isNamed(path, "request", "", text);
      case "entities" -> isNamed(path, "key", "", text);
      case "sources" -> path.length == 1;
      default -> false;
    };
  }

  /** Paths are section.owner.part.name: the shorter the faulty path, the more names it covers. */
  private static boolean isNamed(String[] path, String part, String prefix, String text) {
    if (path.length > 2 && !path[2].equals(part)) {
      return false;
    }
    return text.contains(path.length > 3 ? prefix + path[3] : prefix);
  }
}
