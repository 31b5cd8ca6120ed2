package dev.tandem.features.registry;

import java.util.List;
import java.util.stream.Collectors;

/** What {@link Registry#apply} would change; its text is meant to be read before applying. */
public record Plan(List<Change> changes) {
  public Plan {
    changes = List.copyOf(changes);
  }

  /** True if the registry's newest version already declares the same. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** A line for each change, or {@code no changes}. */
  @Override
  public String toString() {
    return isEmpty()
        ? "no changes"
        : changes.stream().map(Change::toString).collect(Collectors.joining("\n"));
  }
}
