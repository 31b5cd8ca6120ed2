package dev.tandem.features.declaration;

import java.util.Arrays;
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
}
