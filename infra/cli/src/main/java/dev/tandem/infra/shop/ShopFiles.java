package dev.tandem.infra.shop;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The files of a simulated shop. The truth lies in a folder of its own, so that no source takes it
 * in by accident.
 */
final class ShopFiles implements ShopJournal, Closeable {
  private final EventFile events;
  private final CsvFile items;
  private final CsvFile users;
  private final CustomerWeeks weeks;
  private final CsvFile truth;
  private long itemUpdates;

  private ShopFiles(
      EventFile events, CsvFile items, CsvFile users, CustomerWeeks weeks, CsvFile truth) {
    this.events = events;
    this.items = items;
    this.users = users;
    this.weeks = weeks;
    this.truth = truth;
  }

  /** Creates or replaces the files in a directory, which is made if need be. */
  static ShopFiles create(Path directory, ShopOptions options) throws IOException {
    Files.createDirectories(directory.resolve("truth"));
    return new ShopFiles(
        new EventFile(
            directory.resolve("events.csv"),
            options.dirtyShare(),
            ShopRandom.of(options.seed(), 4)),
        CsvFile.create(
            directory.resolve("items.csv"),
            "update_id,item_id,updated_at,category,brand,price,title"),
        CsvFile.create(directory.resolve("users.csv"), "user_id,updated_at,age_group,country"),
        new CustomerWeeks(directory.resolve("weeks.csv"), options),
        CsvFile.create(
            directory.resolve("truth").resolve("truth.csv"),
            "impression_id,p_click,p_cart,p_purchase,expected_rating"));
  }

  @Override
  public void user(int user, Customers customers) throws IOException {
    weeks.user(user, customers.signedUp(user));
    users
        .value(user + 1L)
        .instant(customers.signedUp(user))
        .value(Customers.AGE_GROUPS.get(customers.ageGroup(user)))
        .value(Customers.COUNTRIES.get(customers.country(user)))
        .end();
  }

  @Override
  public void item(int item, long time, Catalog catalog) throws IOException {
    String category = Category.of(catalog.category(item)).word();
    items
        .value(++itemUpdates)
        .value(item + 1L)
        .instant(time)
        .value(category)
        .value(catalog.brandWord(item))
        .hundredths(catalog.priceCents(item))
        .value(catalog.brandWord(item) + " " + category + " no " + (item + 1L))
        .end();
  }

  @Override
  public void truth(long impressionId, Chances chances) throws IOException {
    truth
        .value(impressionId)
        .nineDecimals(chances.click())
        .nineDecimals(chances.cart())
        .nineDecimals(chances.purchase())
        .nineDecimals(chances.expectedRating())
        .end();
  }

  @Override
  public void event(ShopEvent event) throws IOException {
    weeks.event(event);
    events.write(event);
  }

  /** How many rows stand in the event log. */
  long eventRows() {
    return events.rows();
  }

  /** How many item updates there are. */
  long itemUpdates() {
    return itemUpdates;
  }

  /** How many dirty rows of each kind stand in the event log. */
  Map<Dirt, Long> dirty() {
    return events.dirty();
  }

  @Override
  public void close() throws IOException {
    IOException first = null;
    for (Closeable file : List.of(events, items, users, weeks, truth)) {
      try {
        file.close();
      } catch (IOException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
