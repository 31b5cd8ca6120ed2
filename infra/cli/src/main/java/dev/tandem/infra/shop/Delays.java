package dev.tandem.infra.shop;

/**
 * How long each step takes. All are cut so that a click falls within 1 hour of its impression, a
 * cart within 24 hours, a purchase within 72 hours and a rating within 7 days: what the truth calls
 * a chance within those windows is then exactly the chance of the step.
 */
final class Delays {
  private static final double SECOND = 1000;
  private static final double MINUTE = 60 * SECOND;
  private static final double HOUR = 60 * MINUTE;
  private static final double DAY = 24 * HOUR;

  private Delays() {}

  /**
   * The instant at which a step follows the one before.
   *
   * @param impression the instant of the impression, UTC epoch milliseconds
   * @param before the instant of the step before
   */
  static long next(EventType step, long impression, long before, ShopRandom random) {
    double spent = before - impression;
    double delay =
        switch (step) {
          case IMPRESSION -> 0;
          case CLICK -> within(SECOND, 12 * SECOND, HOUR - spent, random);
          case CART -> within(5 * SECOND, 50 * MINUTE, DAY - spent, random);
          case PURCHASE -> within(20 * SECOND, 9 * HOUR, 3 * DAY - spent, random);
          case RATING -> within(12 * HOUR, 1.5 * DAY, 7 * DAY - spent, random);
        };
    return before + (long) delay;
  }

  private static double within(double least, double mean, double limit, ShopRandom random) {
    double first = Math.min(least, limit / 2);
    return first + random.exponentialBelow(mean, limit - first);
  }
}
