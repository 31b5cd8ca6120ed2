package dev.tandem.features.yaml;

import dev.tandem.features.declaration.FieldPath;
import dev.tandem.features.declaration.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one reading of a file has learned: where each part stands, and what is wrong with it. */
final class Reading {
  private final String file;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Integer> lines = new HashMap<>();
  private final Set<String> unreadable = new HashSet<>();

  Reading(String file) {
    this.file = file;
  }

  /** Notes the line, counted from 1, where the part with this path stands. */
  void locate(String path, int line) {
    lines.put(path, line);
  }

  /** Notes that a part stands where another one does. */
  void locateLike(String path, String other) {
    lines.put(path, lineOf(other));
  }

  /** Reports a mistake at the line where its path, or the nearest part above it, stands. */
  void report(String path, String message) {
    report(path, lineOf(path), message);
  }

  /** Reports a mistake at a line of its own. */
  void report(String path, int line, String message) {
    problems.add(new Problem(Optional.of(file), line, path.isEmpty() ? "file" : path, message));
  }

  /** Marks a part that the project lacks because of a mistake that has been reported. */
  void leaveOut(String path) {
    unreadable.add(path);
  }

  /** The paths of all that was left out. */
  Set<String> leftOut() {
    return Set.copyOf(unreadable);
  }

  /** Adds problems found elsewhere, at the lines where their paths stand. */
  void addAll(List<Problem> found) {
    found.forEach(problem -> report(problem.field(), problem.message()));
  }

  /** All problems, in the order of their lines. */
  List<Problem> problems() {
    return problems.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
  }

  /** The line where a part, or the nearest one above it, stands. */
  int lineOf(String path) {
    Optional<String> part = Optional.of(path);
    while (part.isPresent()) {
      Integer line = lines.get(part.get());
      if (line != null) {
        return line;
      }
      part = FieldPath.parent(part.get());
    }
    return 1;
  }
}
