package dev.tandem.infra.shop;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Writes what a shop's back office knows of each customer at the end of each whole week: a row for
 * every customer who had signed up by then, at the first instant after the week. It is made of the
 * clean events alone, and holds nothing that is hidden.
 *
 * <p>Takes events in the order of time; memory is a few numbers for each customer.
 */
final class CustomerWeeks implements Closeable {
  static final String HEADER =
      "user_id,week_ended_at,views,clicks,orders,spend,new_categories,new_category_spend,idle_weeks";

  private static final long WEEK_MILLIS = 7 * 86_400_000L;

  private final CsvFile file;
  private final long[] signedUp;
  private final List<Set<Category>> boughtCategories = new ArrayList<>();
  private final int[] idleWeeks;
  private final Week week;
  private long weekEnd = ShopOptions.START.toEpochMilli() + WEEK_MILLIS;
  private final long end;

  /** What the customers did in the current week. */
  private static final class Week {
    private final int[] views;
    private final int[] clicks;
    private final int[] orders;
    private final long[] spendCents;
    private final int[] newCategories;
    private final long[] newCategorySpendCents;

    Week(int users) {
      views = new int[users];
      clicks = new int[users];
      orders = new int[users];
      spendCents = new long[users];
      newCategories = new int[users];
      newCategorySpendCents = new long[users];
    }

    void clear(int user) {
      views[user] = 0;
      clicks[user] = 0;
      orders[user] = 0;
      spendCents[user] = 0;
      newCategories[user] = 0;
      newCategorySpendCents[user] = 0;
    }
  }

  CustomerWeeks(Path path, ShopOptions options) throws IOException {
    this.file = CsvFile.create(path, HEADER);
    this.signedUp = new long[options.users()];
    this.idleWeeks = new int[options.users()];
    this.week = new Week(options.users());
    this.end = options.endMillis();
    for (int user = 0; user < options.users(); user++) {
      boughtCategories.add(EnumSet.noneOf(Category.class));
    }
  }

  void user(int user, long signedUpMillis) {
    signedUp[user] = signedUpMillis;
  }

  /** Counts an event, and writes the weeks that ended before it. */
  void event(ShopEvent event) throws IOException {
    endWeeksUntil(event.time());
    int user = event.user();
    switch (event.type()) {
      case IMPRESSION -> week.views[user]++;
      case CLICK -> week.clicks[user]++;
      case PURCHASE -> buy(user, event);
      case CART, RATING -> {}
    }
  }

  private void buy(int user, ShopEvent event) {
    week.orders[user]++;
    week.spendCents[user] += event.priceCents();
    if (boughtCategories.get(user).add(event.category())) {
      week.newCategories[user]++;
      week.newCategorySpendCents[user] += event.priceCents();
    }
  }

  private void endWeeksUntil(long instant) throws IOException {
    for (; weekEnd <= Math.min(instant, end); weekEnd += WEEK_MILLIS) {
      for (int user = 0; user < signedUp.length; user++) {
        if (signedUp[user] < weekEnd) {
          write(user);
        }
        week.clear(user);
      }
    }
  }

  private void write(int user) throws IOException {
    idleWeeks[user] = week.views[user] > 0 ? 0 : idleWeeks[user] + 1;
    file.value(user + 1L)
        .instant(weekEnd)
        .value(week.views[user])
        .value(week.clicks[user])
        .value(week.orders[user])
        .hundredths(week.spendCents[user])
        .value(week.newCategories[user])
        .hundredths(week.newCategorySpendCents[user])
        .value(idleWeeks[user])
        .end();
  }

  /** Writes the weeks that are left. */
  @Override
  public void close() throws IOException {
    try (file) {
      endWeeksUntil(end);
    }
  }
}
