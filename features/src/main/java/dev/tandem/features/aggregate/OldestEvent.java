package dev.tandem.features.aggregate;

/**
 * The value of the oldest event with its time and identity; ties in time are broken by identity,
 * the smaller one being older.
 */
public record OldestEvent() implements ExactState {

  @Override
  public Kind kind() {
    return Kind.OLDEST_EVENT;
  }
}
