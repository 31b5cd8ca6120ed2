package dev.tandem.infra.shop;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * Lets time pass in a shop, day by day. Only what is pending is held in memory: the pages of the
 * current day and the outcomes that are still to come. Used once; not thread-safe.
 */
final class Simulation {
  private static final long DAY_MILLIS = 86_400_000L;
  private static final long LONGEST_PAGE_MILLIS = 180_000L;
  private static final double RATING_CHANCE = 0.7;
  private static final double PRICE_CHANGES_PER_DAY = 0.06;

  private final ShopOptions options;
  private final Shop shop;
  private final ShopJournal journal;
  private final ShopRandom random;
  private final Timeline timeline = new Timeline();
  private final Map<EventType, Long> rows = new EnumMap<>(EventType.class);
  private long lastEventId;

  Simulation(ShopOptions options, ShopJournal journal) {
    this.options = options;
    this.shop = Shop.open(options);
    this.journal = journal;
    this.random = ShopRandom.of(options.seed(), 3);
  }

  void run(SimulationProgress progress) throws IOException {
    openShop();
    for (int day = 0; day < options.days(); day++) {
      long start = ShopOptions.START.toEpochMilli() + day * DAY_MILLIS;
      planPages(start, quota(day + 1) - quota(day));
      planPriceChanges(start);
      while (timeline.hasBefore(start + DAY_MILLIS)) {
        happen(timeline.next());
      }
      progress.reached(rows(EventType.IMPRESSION), options.impressions());
    }
  }

  /** How many rows of a type the log has got. */
  long rows(EventType type) {
    return rows.getOrDefault(type, 0L);
  }

  /** The largest number of moments that were pending at once. */
  int peakPending() {
    return timeline.peak();
  }

  private void openShop() throws IOException {
    for (int user = 0; user < shop.customers().size(); user++) {
      journal.user(user, shop.customers());
    }
    for (int item = 0; item < shop.catalog().size(); item++) {
      long listed = ShopOptions.START.toEpochMilli() - 1 - (long) (random.uniform() * DAY_MILLIS);
      journal.item(item, listed, shop.catalog());
    }
  }

  /** How many impressions fall before a day; weekends are busier. */
  private long quota(int day) {
    return (long)
        (options.impressions() * (double) busyness(day) / (double) busyness(options.days()));
  }

  private static int busyness(int days) {
    int week = 5 * 4 + 2 * 5;
    int rest = days % 7;
    return days / 7 * week + Math.min(rest, 5) * 4 + Math.max(0, rest - 5) * 5;
  }

  private void planPages(long day, long impressions) {
    for (long left = impressions; left > 0; ) {
      int length = (int) Math.min(left, shop.drawPageLength(random));
      int user = shop.customers().draw(day, random);
      long ofDay = shop.customers().drawMillisOfDay(user, random);
      long time = day + Math.min(ofDay, DAY_MILLIS - LONGEST_PAGE_MILLIS);
      timeline.add(new Moment.PageView(time, user, length));
      left -= length;
    }
  }

  private void planPriceChanges(long day) {
    for (int item = 0; item < shop.catalog().size(); item++) {
      if (random.chance(PRICE_CHANGES_PER_DAY)) {
        timeline.add(new Moment.PriceChange(day + random.below((int) DAY_MILLIS), item));
      }
    }
  }

  private void happen(Moment moment) throws IOException {
    if (moment instanceof Moment.PageView view) {
      show(view);
    } else if (moment instanceof Moment.PriceChange change) {
      shop.catalog().reprice(change.item(), random);
      journal.item(change.item(), change.time(), shop.catalog());
    } else if (moment instanceof Moment.Step step) {
      journal.event(step.event());
      rows.merge(step.event().type(), 1L, Long::sum);
      follow(step);
    } else {
      throw new IllegalStateException("unknown moment " + moment);
    }
  }

  private void show(Moment.PageView view) throws IOException {
    Device device = shop.customers().drawDevice(view.user(), random);
    int[] page = shop.drawPage(view.user(), view.length(), view.time(), random);
    long time = view.time();
    for (int i = 0; i < page.length; i++) {
      int item = page[i];
      long id = ++lastEventId;
      Chances chances = shop.behaviour().of(view.user(), item, i + 1, device, time);
      journal.truth(id, chances);
      ShopEvent event =
          new ShopEvent(
              id,
              EventType.IMPRESSION,
              time,
              received(time),
              view.user(),
              item,
              Category.of(shop.catalog().category(item)),
              id,
              i + 1,
              device,
              shop.catalog().priceCents(item),
              0);
      timeline.add(new Moment.Step(event, chances, time));
      time += 600 + random.below(5000);
    }
  }

  private void follow(Moment.Step step) {
    switch (step.event().type()) {
      case IMPRESSION -> follow(step, EventType.CLICK, step.chances().click());
      case CLICK -> follow(step, EventType.CART, step.chances().cartAfterClick());
      case CART -> follow(step, EventType.PURCHASE, step.chances().purchaseAfterCart());
      case PURCHASE -> follow(step, EventType.RATING, RATING_CHANCE);
      case RATING -> {}
    }
  }

  private void follow(Moment.Step step, EventType type, double chance) {
    if (!random.chance(chance)) {
      return;
    }
    ShopEvent before = step.event();
    long time = Delays.next(type, step.impressionTime(), before.time(), random);
    ShopEvent event =
        new ShopEvent(
            ++lastEventId,
            type,
            time,
            received(time),
            before.user(),
            before.item(),
            before.category(),
            before.impressionId(),
            before.position(),
            before.device(),
            before.priceCents(),
            type == EventType.RATING ? drawStars(step.chances()) : 0);
    timeline.add(new Moment.Step(event, step.chances(), step.impressionTime()));
  }

  private int drawStars(Chances chances) {
    int stars = 1;
    for (int trial = 0; trial < 4; trial++) {
      stars += random.chance(chances.stars()) ? 1 : 0;
    }
    return stars;
  }

  /** Most rows are received within seconds, one in fifty up to half a day later. */
  private long received(long time) {
    return time
        + (random.chance(0.98)
            ? 20 + (long) random.exponentialBelow(300, 10_000)
            : (long) random.exponentialBelow(3_600_000, 43_200_000));
  }
}
