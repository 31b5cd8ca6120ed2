package dev.tandem.pipelines.read;

import java.util.Locale;

/** Why a row is not used; the code in a dead letter's {@code reason} column. */
public enum Rejection {
  /** The row has more or fewer columns than the source declares. */
  COLUMN_COUNT,
  /** A quoted value is not closed, or goes on after its closing quote. */
  MALFORMED_QUOTES,
  /** The row is longer than {@link RecordSplitter#MAX_RECORD_BYTES}. */
  TOO_LONG,
  /** A string is not valid UTF-8. */
  NOT_UTF8,
  /** A required field is empty. */
  MISSING_VALUE,
  /** A number, truth value, instant or vector is not written as its type is. */
  WRONG_TYPE,
  /** A number, or one in a vector, is NaN or infinite. */
  NOT_FINITE,
  /** A vector has more or fewer numbers than its field's dimension. */
  WRONG_DIMENSION,
  /** A string is none of the allowed values. */
  NOT_ALLOWED,
  /** A number lies outside the declared range. */
  OUT_OF_RANGE,
  /** The event or arrival time is before 1970. */
  BEFORE_1970,
  /** The event or arrival time is too far ahead of the run's clock. */
  IN_FUTURE,
  /** The event is older than the source's declared start. */
  EXPIRED,
  /** The event arrived later after its event time than the source's lateness allows. */
  LATE;

  /** True if the row could not even be taken apart into its columns. */
  public boolean isStructural() {
    return this == COLUMN_COUNT || this == MALFORMED_QUOTES || this == TOO_LONG;
  }

  /** The code as it is written, for example {@code column_count}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
