package dev.tandem.features.declaration;

import dev.tandem.features.type.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The aggregations a view can declare. */
public enum AggregateFunction {
  /** The number of events; with a field, of events where it is not empty. */
  COUNT,
  /** The sum of a numeric field; 0 over no events. */
  SUM,
  /** The arithmetic mean of a numeric field; null over no events. */
  MEAN,
  /** The smallest value of a numeric or timestamp field; null over no events. */
  MIN,
  /** The largest value of a numeric or timestamp field; null over no events. */
  MAX,
  /** The value of the newest event, ties broken by event id; null over no events. */
  LAST,
  /** The values of the newest N events, newest first, ties broken by event id. */
  LAST_N,
  /** The exact number of distinct values of an int64 or string field. */
  COUNT_DISTINCT;

  /** The name used in declarations, for example {@code count_distinct}. */
  public String declaredName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The function with this declared name, or empty. */
  public static Optional<AggregateFunction> parse(String declaredName) {
    return Arrays.stream(values()).filter(f -> f.declaredName().equals(declaredName)).findFirst();
  }

  /** True if this function can aggregate a field of the type. */
  public boolean accepts(ValueType field) {
    return switch (this) {
      case COUNT, LAST -> !field.isList();
      case SUM, MEAN -> field.isNumeric();
      case MIN, MAX -> field.isNumeric() || field == ValueType.TIMESTAMP;
      case LAST_N -> field.isNumeric() || field == ValueType.STRING;
      case COUNT_DISTINCT -> field == ValueType.INT64 || field == ValueType.STRING;
    };
  }

  /**
   * The type of the result over a field of the type.
   *
   * @param field empty only for {@link #COUNT} without a field
   * @throws IllegalArgumentException if there is no such aggregation
   */
  public ValueType resultType(Optional<ValueType> field) {
    if (field.isEmpty() ? this != COUNT : !accepts(field.get())) {
      throw new IllegalArgumentException(
          declaredName() + " over " + field.map(ValueType::declaredName).orElse("no field"));
    }
    return switch (this) {
      case COUNT, COUNT_DISTINCT -> ValueType.INT64;
      case MEAN -> ValueType.FLOAT64;
      case SUM, MIN, MAX, LAST -> field.orElseThrow();
      case LAST_N -> field.orElseThrow().listOf();
    };
  }

  /**
   * The names of the settings that this function has, beside those that every feature has and
   * {@code n} and {@code scale}.
   */
  public List<String> settings() {
    return switch (this) {
      case COUNT, SUM, MEAN, MIN, MAX, LAST, LAST_N, COUNT_DISTINCT -> List.of();
    };
  }

  /** True if results depend on a scale: a sum or mean over float64. */
  public boolean needsScale(Optional<ValueType> field) {
    return (this == SUM || this == MEAN) && field.equals(Optional.of(ValueType.FLOAT64));
  }
}
