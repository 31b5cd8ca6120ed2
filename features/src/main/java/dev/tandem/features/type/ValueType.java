package dev.tandem.features.type;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The type of a source field, a request field or a feature. */
public enum ValueType {
  /** A 64-bit signed integer. */
  INT64,
  /** A finite IEEE 754 double; NaN and the infinities are not values, and -0.0 is read as 0.0. */
  FLOAT64,
  /** A Unicode string, compared by code point. */
  STRING,
  /** True or false. */
  BOOL,
  /** UTC epoch milliseconds. */
  TIMESTAMP,
  /** An ordered list of {@link #INT64}. */
  INT64_LIST,
  /** An ordered list of {@link #FLOAT64}. */
  FLOAT64_LIST,
  /** An ordered list of {@link #STRING}. */
  STRING_LIST;

  /** The name used in declarations, for example {@code int64}. */
  public String declaredName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type with this declared name, or empty. */
  public static Optional<ValueType> parse(String declaredName) {
    return Arrays.stream(values()).filter(t -> t.declaredName().equals(declaredName)).findFirst();
  }

  /** True for the numeric types {@link #INT64} and {@link #FLOAT64}. */
  public boolean isNumeric() {
    return this == INT64 || this == FLOAT64;
  }

  /** True for the list types. */
  public boolean isList() {
    return this == INT64_LIST || this == FLOAT64_LIST || this == STRING_LIST;
  }

  /**
   * The list type whose elements are of this type.
   *
   * @throws IllegalStateException if there is no list of this type
   */
  public ValueType listOf() {
    return switch (this) {
      case INT64 -> INT64_LIST;
      case FLOAT64 -> FLOAT64_LIST;
      case STRING -> STRING_LIST;
      case BOOL, TIMESTAMP, INT64_LIST, FLOAT64_LIST, STRING_LIST ->
          throw new IllegalStateException("there is no list of " + declaredName());
    };
  }

  /**
   * The type of this list's elements.
   *
   * @throws IllegalStateException if this is not a list type
   */
  public ValueType element() {
    return switch (this) {
      case INT64_LIST -> INT64;
      case FLOAT64_LIST -> FLOAT64;
      case STRING_LIST -> STRING;
      case INT64, FLOAT64, STRING, BOOL, TIMESTAMP ->
          throw new IllegalStateException(declaredName() + " is not a list");
    };
  }
}
