package dev.tandem.features.aggregate;

/**
 * The values of the newest events with their times and identities, newest first; ties in time are
 * broken by identity, the larger one being newer.
 *
 * @param limit how many are kept
 */
public record NewestEvents(int limit) implements ExactState {
  public NewestEvents {
    if (limit < 1) {
      throw new IllegalArgumentException("found limit " + limit + ", allowed: 1 and more");
    }
  }

  @Override
  public Kind kind() {
    return Kind.NEWEST_EVENTS;
  }
}
