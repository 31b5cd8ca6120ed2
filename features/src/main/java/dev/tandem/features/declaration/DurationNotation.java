package dev.tandem.features.declaration;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How declarations write a length of time: a whole number and a unit, for example {@code 30s}. The
 * units are ms, s, m (minutes), h and d (24 hours).
 */
public final class DurationNotation {
  /** What is allowed, for messages. */
  public static final String ALLOWED = "a duration such as 30s, 15m, 1h, 7d";

  private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,15})(ms|s|m|h|d)");

  private DurationNotation() {}

  /** The duration that the text writes, or empty if it writes none. */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(matcher.group(1));
    long unitMillis = unitMillis(matcher.group(2));
    return amount > Long.MAX_VALUE / unitMillis
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(amount * unitMillis));
  }

  /** The text with the largest unit that writes the duration exactly, for example {@code 7d}. */
  public static String format(Duration duration) {
    long millis = duration.toMillis();
    for (String unit : new String[] {"d", "h", "m", "s"}) {
      if (millis != 0 && millis % unitMillis(unit) == 0) {
        return millis / unitMillis(unit) + unit;
      }
    }
    return millis == 0 ? "0s" : millis + "ms";
  }

  private static long unitMillis(String unit) {
    return switch (unit) {
      case "d" -> 86_400_000L;
      case "h" -> 3_600_000L;
      case "m" -> 60_000L;
      case "s" -> 1_000L;
      case "ms" -> 1L;
      default -> throw new IllegalArgumentException("no unit of time: " + unit);
    };
  }
}
