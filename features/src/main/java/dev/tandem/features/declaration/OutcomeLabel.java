package dev.tandem.features.declaration;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An outcome looked up after a training row's time T: the first event of a source in {@code [T +
 * after, T + within)} that satisfies {@code where}, agrees with the row in the fields {@code on}
 * and is not the row's own event.
 *
 * @param value the field of that event that is the label; empty for a binary label, which is 1 if
 *     there is such an event and 0 if not. Without such an event a label with a value is null
 * @param after how long after T the window begins, shorter than {@code within}; empty means at T
 * @param delay whether a column of its own says how long after T the outcome happened
 */
public record OutcomeLabel(
    String name,
    String source,
    Optional<String> where,
    List<String> on,
    Duration within,
    Optional<String> value,
    Optional<Duration> after,
    boolean delay)
    implements Label {
  public OutcomeLabel {
    on = List.copyOf(on);
  }

  /** How long after T the window begins, in milliseconds. */
  public long afterMillis() {
    return after.map(Duration::toMillis).orElse(0L);
  }

  /** The name of the column with the delay in milliseconds, if {@code delay} asks for it. */
  public String delayColumn() {
    return column() + ".delay";
  }
}
