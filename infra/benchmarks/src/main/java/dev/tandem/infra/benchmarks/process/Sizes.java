package dev.tandem.infra.benchmarks.process;

import java.util.Locale;

/** Sizes of memory as options of commands. */
public final class Sizes {
  private Sizes() {}

  /**
   * Reads a number of bytes with {@code k}, {@code m} or {@code g} behind it, as Java's {@code
   * -Xmx} does.
   */
  public static long bytes(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!lower.matches("[0-9]{1,9}[kmg]")) {
      throw new IllegalArgumentException(
          "'" + text + "' is no size; write for example 3g or 3500m");
    }
    int shift = 10 * (1 + "kmg".indexOf(lower.charAt(lower.length() - 1)));
    return Long.parseLong(lower.substring(0, lower.length() - 1)) << shift;
  }
}
