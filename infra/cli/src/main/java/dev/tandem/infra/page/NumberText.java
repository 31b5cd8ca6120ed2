package dev.tandem.infra.page;

import java.util.Locale;

/** Numbers as people read them. */
public final class NumberText {
  private NumberText() {}

  /** A whole number with its thousands set apart. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number with so many places. */
  public static String fixed(double number, int places) {
    return String.format(Locale.ROOT, "%." + places + "f", number);
  }

  /** A measure: four places, or two of one that is 10 or more; empty if it is not a number. */
  public static String measure(double number) {
    return Double.isNaN(number) ? "" : fixed(number, Math.abs(number) < 10 ? 4 : 2);
  }

  /** A share in percent. */
  public static String percent(double share) {
    return fixed(100 * share, Math.abs(share) < 0.01 && share != 0 ? 2 : 1) + " %";
  }

  /** A difference with its sign, if it is not 0. */
  public static String signed(double number, int places) {
    String text = String.format(Locale.ROOT, "%+." + places + "f", number);
    return text.matches("[+-][0.]+") ? text.substring(1) : text;
  }
}
