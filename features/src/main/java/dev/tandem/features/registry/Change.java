package dev.tandem.features.registry;

import java.util.List;

/**
 * How one declaration differs from the registry's newest version.
 *
 * @param part what it is, for example {@code view}
 * @param details for a changed one: each difference as {@code path: before -> after}
 */
public record Change(Action action, String part, String name, List<String> details) {
  public Change {
    details = List.copyOf(details);
  }

  /** What happens to a declaration. */
  public enum Action {
    /** The registry does not have it yet. */
    ADDED("+"),
    /** The registry has another form of it. */
    CHANGED("~"),
    /** Only the registry has it. */
    REMOVED("-");

    private final String sign;

    Action(String sign) {
      this.sign = sign;
    }
  }

  /** One line, or one for each detail, such as {@code ~ view stats: ttl: none -> 7d}. */
  @Override
  public String toString() {
    String head = action.sign + " " + part + " " + name;
    return details.isEmpty()
        ? head
        : String.join("\n", details.stream().map(detail -> head + ": " + detail).toList());
  }
}
