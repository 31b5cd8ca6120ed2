package dev.tandem.infra.audit;

import java.util.Locale;

/** What the comparison of one served value with the recomputed one says. */
public enum Verdict {
  /** The same bits, and for a feature of a view the same status of the view. */
  EQUAL,
  /** Different bits, or the same ones with another status. */
  MISMATCHED,
  /** Only the recomputation has a value. */
  MISSING,
  /** Only the served row has a value. */
  EXTRA,
  /**
   * Not the same, and the offline log has events that the online state did not know: the state was
   * older, not wrong.
   */
  LATE,
  /**
   * Not the same, and the state already knew events of a later time than the request's; the answer
   * said so.
   */
  AHEAD;

  /** The word in reports. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** True if training and serving disagree, and nothing explains it. */
  public boolean isFault() {
    return this == MISMATCHED || this == MISSING || this == EXTRA;
  }
}
