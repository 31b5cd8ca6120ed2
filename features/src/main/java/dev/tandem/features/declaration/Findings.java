package dev.tandem.features.declaration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the checks of one project have found so far. */
final class Findings {
  private final Set<String> unreadable;
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> faulty;

  /**
   * @param unreadable paths that a reader has already reported; nothing more is said about them
   */
  Findings(Set<String> unreadable) {
    this.unreadable = unreadable;
    this.faulty = new HashSet<>(unreadable);
  }

  /** Adds a problem, unless its place has been reported by the reader. */
  void report(String path, String message) {
    if (!isUnreadable(path)) {
      problems.add(new Problem(path, message));
      faulty.add(path);
    }
  }

  /** Adds a problem with a whole, unless one with any of its parts explains it. */
  void reportUnlessFaulty(String path, String message) {
    if (!isFaulty(path)) {
      report(path, message);
    }
  }

  /** True if the reader could not make sense of this or of what it is a part of. */
  boolean isUnreadable(String path) {
    Optional<String> whole = Optional.of(path);
    while (whole.isPresent()) {
      if (unreadable.contains(whole.get())) {
        return true;
      }
      whole = FieldPath.parent(whole.get());
    }
    return false;
  }

  /** True if this or a part of it has a problem, so that what depends on it cannot be judged. */
  boolean isFaulty(String path) {
    return isUnreadable(path) || faulty.stream().anyMatch(p -> FieldPath.isWithin(p, path));
  }

  /** The paths of all problems, the reader's included. */
  Set<String> faulty() {
    return faulty;
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }
}
