package dev.tandem.infra.shop;

/**
 * A shop and its customers, with everything about them that a log does not say. Its prices change
 * as a simulation goes on. Not thread-safe.
 */
final class Shop {
  private static final double PAGE_LENGTH_MEAN = 9;
  private static final int LONGEST_PAGE = 24;

  private final Catalog catalog;
  private final Customers customers;
  private final Behaviour behaviour;

  private Shop(Catalog catalog, Customers customers) {
    this.catalog = catalog;
    this.customers = customers;
    this.behaviour = new Behaviour(catalog, customers);
  }

  /** The shop that the options' seed stands for. */
  static Shop open(ShopOptions options) {
    Catalog catalog = new Catalog(options.items(), ShopRandom.of(options.seed(), 1));
    Customers customers =
        new Customers(options.users(), options.endMillis(), ShopRandom.of(options.seed(), 2));
    return new Shop(catalog, customers);
  }

  Catalog catalog() {
    return catalog;
  }

  Customers customers() {
    return customers;
  }

  Behaviour behaviour() {
    return behaviour;
  }

  /** How many items a page shows, at least 1. */
  int drawPageLength(ShopRandom random) {
    return 3 + (int) random.exponentialBelow(PAGE_LENGTH_MEAN, LONGEST_PAGE - 3);
  }

  /**
   * The items of a page, all different where the range allows: mostly from categories the user
   * likes, and of prices the user is used to.
   */
  int[] drawPage(int user, int length, long instant, ShopRandom random) {
    double[] demand = categoryDemand(user, instant);
    int[] page = new int[length];
    for (int i = 0; i < length; i++) {
      int item = drawItem(user, demand, random);
      for (int tries = 0; tries < 4 && contains(page, i, item); tries++) {
        item = drawItem(user, demand, random);
      }
      page[i] = item;
    }
    return page;
  }

  private double[] categoryDemand(int user, long instant) {
    double[] cumulative = new double[Category.count()];
    double sum = 0;
    for (int c = 0; c < cumulative.length; c++) {
      double weight = Category.of(c).weight * StrictMath.exp(customers.taste(user, c, instant));
      sum += catalog.isEmpty(c) ? 0 : weight;
      cumulative[c] = sum;
    }
    return cumulative;
  }

  private int drawItem(int user, double[] demand, ShopRandom random) {
    int category = random.choose(demand, 0, demand.length);
    int one = catalog.draw(category, random);
    int other = catalog.draw(category, random);
    return random.chance(0.8) && priceDistance(user, other) < priceDistance(user, one)
        ? other
        : one;
  }

  private double priceDistance(int user, int item) {
    return Math.abs(catalog.logPrice(item) - customers.usualLogPrice(user));
  }

  private static boolean contains(int[] page, int length, int item) {
    for (int i = 0; i < length; i++) {
      if (page[i] == item) {
        return true;
      }
    }
    return false;
  }
}
