package dev.tandem.features.stored;

import dev.tandem.features.type.ValueType;

/** What a stored column holds, whatever its format calls that. */
public enum StoredKind {
  /** Integers of at most 32 bits, signed or not. */
  SMALL_INTEGER(ValueType.INT64),
  /** Signed integers of 64 bits. */
  INTEGER(ValueType.INT64),
  /** Floating-point numbers, and decimal fractions of at most 15 digits. */
  REAL(ValueType.FLOAT64),
  /** Text; what is no valid UTF-8 is held as {@link StoredText} says. */
  TEXT(ValueType.STRING),
  /** Truth values. */
  TRUTH(ValueType.BOOL),
  /** Instants in seconds since 1970 in UTC. */
  SECONDS(ValueType.INT64),
  /** Instants in milliseconds since 1970 in UTC. */
  MILLISECONDS(ValueType.INT64),
  /** Instants in microseconds since 1970 in UTC. */
  MICROSECONDS(ValueType.INT64),
  /** Instants in nanoseconds since 1970 in UTC. */
  NANOSECONDS(ValueType.INT64),
  /** Dates in days since 1970-01-01. */
  DAYS(ValueType.INT64),
  /** Lists of floating-point numbers; a missing number is held as NaN. */
  VECTOR(ValueType.FLOAT64_LIST),
  /** Anything else; such a column cannot be read. */
  OTHER(ValueType.STRING);

  private final ValueType held;

  StoredKind(ValueType held) {
    this.held = held;
  }

  /** The type of the column in memory that holds the values as they are stored. */
  public ValueType held() {
    return held;
  }
}
