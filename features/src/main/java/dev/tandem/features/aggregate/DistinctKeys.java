package dev.tandem.features.aggregate;

/** The distinct values, each with the time of the newest event that has it. */
public record DistinctKeys() implements ExactState {

  @Override
  public Kind kind() {
    return Kind.DISTINCT_KEYS;
  }
}
