package dev.tandem.infra.shop;

/**
 * One row of the event log.
 *
 * @param time when it happened, UTC epoch milliseconds
 * @param received when the shop's servers got to know of it, UTC epoch milliseconds
 * @param impressionId the event id of the impression it belongs to, for an impression its own
 * @param position the place on the page, from 1
 * @param priceCents the price shown, in cents
 * @param stars from 1 to 5 on a rating, otherwise 0
 */
record ShopEvent(
    long eventId,
    EventType type,
    long time,
    long received,
    int user,
    int item,
    Category category,
    long impressionId,
    int position,
    Device device,
    long priceCents,
    int stars) {

  /** The same row under another event id, received at another time. */
  ShopEvent copy(long newEventId, long newReceived) {
    return new ShopEvent(
        newEventId,
        type,
        time,
        newReceived,
        user,
        item,
        category,
        impressionId,
        position,
        device,
        priceCents,
        stars);
  }
}
