package dev.tandem.infra.shop;

/**
 * How likely a customer is to click, to fill the cart, to buy and to be content.
 *
 * <p>The log-odds are sums of smooth effects. About half of their variance comes from what a
 * request shows (position, device, hour, price), the rest from what only histories reveal: the
 * item's appeal and worth, the user's eagerness and resolve, and the user's taste for the category.
 * Later steps share their causes with earlier ones, so that learning them together pays.
 */
final class Behaviour {
  private static final double CLICK_BASE = -1.82;
  private static final double CART_BASE = -1.45;
  private static final double PURCHASE_BASE = -1.2;
  private static final double RATING_BASE = 0.8;
  private static final double[] AGE_EFFECT = {0.15, 0.1, 0.0, -0.1, -0.15};
  private static final double[] COUNTRY_EFFECT = {0.2, 0.0, 0.1, -0.1, 0.15, -0.2};
  private static final double[] LOG_POSITION = new double[64];
  private static final double[] EVENING = new double[24 * 4];

  static {
    for (int p = 1; p < LOG_POSITION.length; p++) {
      LOG_POSITION[p] = StrictMath.log(p);
    }
    for (int q = 0; q < EVENING.length; q++) {
      EVENING[q] = StrictMath.cos(2 * Math.PI * (q / 4.0 - 20.5) / 24);
    }
  }

  private final Catalog catalog;
  private final Customers customers;

  Behaviour(Catalog catalog, Customers customers) {
    this.catalog = catalog;
    this.customers = customers;
  }

  /** The truth about an item shown at a position from 1 to 63, at its current price. */
  Chances of(int user, int item, int position, Device device, long instant) {
    double taste = customers.taste(user, catalog.category(item), instant);
    double gap = customers.priceGap(user, catalog.logPrice(item));
    double worth = catalog.worth(item);
    double evening = EVENING[(int) (Math.floorMod(instant, 86_400_000L) / 900_000L)];
    double click =
        CLICK_BASE
            + 0.5 * catalog.appeal(item)
            + 0.15 * catalog.brandAppeal(item)
            + 0.8 * catalog.discount(item)
            + 0.35 * customers.eagerness(user)
            + 0.4 * taste
            - 0.45 * gap
            - 0.65 * LOG_POSITION[position]
            + 0.3 * evening
            + device.clickEffect
            + AGE_EFFECT[customers.ageGroup(user)];
    double cart =
        CART_BASE
            + 0.4 * worth
            + 0.3 * customers.eagerness(user)
            + 0.35 * taste
            - 0.4 * gap
            + device.cartEffect;
    double purchase =
        PURCHASE_BASE
            + 0.4 * worth
            + 0.35 * customers.resolve(user)
            + 0.3 * taste
            - 0.35 * gap
            + 0.3 * evening
            + COUNTRY_EFFECT[customers.country(user)];
    double stars = RATING_BASE + 0.5 * worth + 0.25 * taste - 0.2 * gap;
    return new Chances(logistic(click), logistic(cart), logistic(purchase), logistic(stars));
  }

  private static double logistic(double logOdds) {
    return 1 / (1 + StrictMath.exp(-logOdds));
  }
}
