package dev.tandem.infra.shop;

import java.util.Locale;

/** The kinds of dirty rows, and what a careful reader does with each. */
public enum Dirt {
  /** A number field that holds no number. */
  BAD_NUMBER(Fate.DEAD_LETTER),
  /** A required field that is empty. */
  MISSING_FIELD(Fate.DEAD_LETTER),
  /** A row with too few or too many columns. */
  WRONG_COLUMN_COUNT(Fate.DEAD_LETTER),
  /** A price that is not a finite number. */
  NOT_A_NUMBER(Fate.DEAD_LETTER),
  /** An event time long after the row was received. */
  FUTURE_DATE(Fate.DEAD_LETTER),
  /** An event time before 1970, as clocks that were never set report it. */
  BEFORE_1970(Fate.DEAD_LETTER),
  /** An exact copy of an earlier row. */
  DUPLICATE(Fate.DUPLICATE),
  /** A clean row that stands further down than its time says. */
  OUT_OF_ORDER(Fate.USED),
  /** A row received more than two days after its event time. */
  LATE(Fate.LATE);

  private final Fate fate;

  Dirt(Fate fate) {
    this.fate = fate;
  }

  /** What becomes of a row when it is read. */
  public enum Fate {
    /** Kept aside with the reason. */
    DEAD_LETTER,
    /** Left out because the event is known already. */
    DUPLICATE,
    /** Left out because no request could have seen it. */
    LATE,
    /** Used like any other. */
    USED;

    /** As reports write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a careful reader does with such a row. */
  public Fate fate() {
    return fate;
  }

  /** As reports write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
