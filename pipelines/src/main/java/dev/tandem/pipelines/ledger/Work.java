package dev.tandem.pipelines.ledger;

import java.util.Locale;

/**
 * How much of its result a step computes, and why.
 *
 * @param reason in words, for example {@code 2 new files}
 */
public record Work(Extent extent, String reason) {
  /** How much. */
  public enum Extent {
    /** The result is there already. */
    NOTHING,
    /** What new input touches; the rest is kept from before. */
    INCREMENT,
    /** All of it, from scratch. */
    EVERYTHING;

    /** The word for it in reports, for example {@code increment}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Nothing to do. */
  public static Work nothing(String reason) {
    return new Work(Extent.NOTHING, reason);
  }

  /** Only what new input touches. */
  public static Work increment(String reason) {
    return new Work(Extent.INCREMENT, reason);
  }

  /** All from scratch. */
  public static Work everything(String reason) {
    return new Work(Extent.EVERYTHING, reason);
  }

  /** True if there is nothing to do. */
  public boolean isNothing() {
    return extent == Extent.NOTHING;
  }

  /** For a person, for example {@code increment (2 new files)}. */
  @Override
  public String toString() {
    return extent.word() + " (" + reason + ")";
  }
}
