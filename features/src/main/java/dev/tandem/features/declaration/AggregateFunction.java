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
  COUNT_DISTINCT,
  /** The variance of a numeric field's values as a whole population; null over no events. */
  VARIANCE,
  /** The standard deviation of a numeric field's values as a whole population; null over none. */
  STDDEV,
  /** The value of the oldest event, ties broken by event id; null over no events. */
  FIRST,
  /**
   * The number of events that satisfy {@code where} by the number of those that satisfy {@code of},
   * each with its prior count; null if the denominator is 0.
   */
  RATIO,
  /** The milliseconds since the newest event; null over no events. */
  TIME_SINCE_LAST,
  /** The number of events, each weighing less the older it is; 0 over none. */
  DECAYED_COUNT,
  /** The sum of a numeric field, each event weighing less the older it is; 0 over none. */
  DECAYED_SUM,
  /** The mean of a numeric field, each event weighing less the older it is; null over none. */
  DECAYED_MEAN;

  /** The setting of a {@link #RATIO} that says which events are in its denominator. */
  public static final String OF = "of";

  /** The name used in declarations, for example {@code count_distinct}. */
  public String declaredName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The function with this declared name, or empty. */
  public static Optional<AggregateFunction> parse(String declaredName) {
    return Arrays.stream(values()).filter(f -> f.declaredName().equals(declaredName)).findFirst();
  }

  /** True if there is no such aggregation without a field. */
  public boolean needsField() {
    return switch (this) {
      case COUNT, RATIO, TIME_SINCE_LAST, DECAYED_COUNT -> false;
      case SUM, MEAN, MIN, MAX, LAST, LAST_N, COUNT_DISTINCT -> true;
      case VARIANCE, STDDEV, FIRST, DECAYED_SUM, DECAYED_MEAN -> true;
    };
  }

  /** True if events lose weight as they grow older. */
  public boolean decays() {
    return settings().contains(Decay.SETTING);
  }

  /** True if this function can aggregate a field of the type. */
  public boolean accepts(ValueType field) {
    return switch (this) {
      case COUNT, LAST, FIRST, TIME_SINCE_LAST, DECAYED_COUNT -> !field.isList();
      case SUM, MEAN, VARIANCE, STDDEV, DECAYED_SUM, DECAYED_MEAN -> field.isNumeric();
      case MIN, MAX -> field.isNumeric() || field == ValueType.TIMESTAMP;
      case LAST_N -> field.isNumeric() || field == ValueType.STRING;
      case COUNT_DISTINCT -> field == ValueType.INT64 || field == ValueType.STRING;
      case RATIO -> false;
    };
  }

  /**
   * The type of the result over a field of the type.
   *
   * @param field empty if the feature has none
   * @throws IllegalArgumentException if there is no such aggregation
   */
  public ValueType resultType(Optional<ValueType> field) {
    if (field.isEmpty() ? needsField() : !accepts(field.get())) {
      throw new IllegalArgumentException(
          declaredName() + " over " + field.map(ValueType::declaredName).orElse("no field"));
    }
    return switch (this) {
      case COUNT, COUNT_DISTINCT, TIME_SINCE_LAST -> ValueType.INT64;
      case MEAN, VARIANCE, STDDEV, RATIO, DECAYED_COUNT, DECAYED_SUM, DECAYED_MEAN ->
          ValueType.FLOAT64;
      case SUM, MIN, MAX, LAST, FIRST -> field.orElseThrow();
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
      case VARIANCE, STDDEV, FIRST, TIME_SINCE_LAST -> List.of();
      case RATIO -> List.of(OF, CountPrior.SETTING);
      case DECAYED_COUNT, DECAYED_SUM, DECAYED_MEAN -> List.of(Decay.SETTING);
    };
  }

  /** True if results depend on a scale: where values of float64 are summed. */
  public boolean needsScale(Optional<ValueType> field) {
    return sums() && field.equals(Optional.of(ValueType.FLOAT64));
  }

  /** True if it adds up the values of its field, so that it has a scale where they are float64. */
  public boolean sums() {
    return switch (this) {
      case SUM, MEAN, VARIANCE, STDDEV, DECAYED_SUM, DECAYED_MEAN -> true;
      case COUNT, MIN, MAX, LAST, LAST_N, COUNT_DISTINCT -> false;
      case FIRST, RATIO, TIME_SINCE_LAST, DECAYED_COUNT -> false;
    };
  }
}
