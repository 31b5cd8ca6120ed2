package dev.tandem.infra.shop;

/** Something that is going to happen in the simulated shop. */
sealed interface Moment {
  /** When, in UTC epoch milliseconds. */
  long time();

  /** A customer opens a page with so many items on it. */
  record PageView(long time, int user, int length) implements Moment {}

  /** An item's price changes. */
  record PriceChange(long time, int item) implements Moment {}

  /**
   * A step falls due, after which the next one may follow.
   *
   * @param chances the truth about its impression
   * @param impressionTime when its impression was, UTC epoch milliseconds
   */
  record Step(ShopEvent event, Chances chances, long impressionTime) implements Moment {
    @Override
    public long time() {
      return event.time();
    }
  }
}
