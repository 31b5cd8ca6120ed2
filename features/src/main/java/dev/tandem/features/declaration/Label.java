package dev.tandem.features.declaration;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An outcome looked up after a training row's time T: the first event of a source in {@code [T, T +
 * within)} that satisfies {@code where}, agrees with the row in the fields {@code on} and is not
 * the row's own event.
 *
 * @param value the field of that event that is the label; empty for a binary label, which is 1 if
 *     there is such an event and 0 if not. Without such an event a label with a value is null
 */
public record Label(
    String name,
    String source,
    Optional<String> where,
    List<String> on,
    Duration within,
    Optional<String> value) {
  public Label {
    on = List.copyOf(on);
  }
}
