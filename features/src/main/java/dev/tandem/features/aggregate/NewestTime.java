package dev.tandem.features.aggregate;

/** The time of the newest event, which answers every window at once. */
public record NewestTime() implements ExactState {

  @Override
  public Kind kind() {
    return Kind.NEWEST_TIME;
  }
}
