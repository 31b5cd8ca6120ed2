package dev.tandem.infra.shop;

import java.util.List;

/** The customers, with what is hidden about them. Users are numbered from 0. Immutable. */
final class Customers {
  /** Age groups as the user table writes them. */
  static final List<String> AGE_GROUPS = List.of("18-24", "25-34", "35-44", "45-54", "55+");

  /** Countries as the user table writes them. */
  static final List<String> COUNTRIES = List.of("DE", "FR", "GB", "IT", "NL", "PL");

  private static final double[] FAVOURITE_HOURS = {7.5, 12.5, 17.5, 20.5, 21.5};
  private static final long DAY_MILLIS = 86_400_000L;
  private static final double DRIFT_PERIOD_DAYS = 50;

  private final int[] ageGroup;
  private final int[] country;
  private final Device[] device;
  private final long[] signedUp;
  private final double[] eagerness;
  private final double[] resolve;
  private final double[] sensitivity;
  private final double[] usualLogPrice;
  private final double[] favouriteHour;
  private final double[] cumulativeActivity;
  private final float[] taste;
  private final float[] driftPhase;

  Customers(int users, long endMillis, ShopRandom random) {
    ageGroup = new int[users];
    country = new int[users];
    device = new Device[users];
    signedUp = new long[users];
    eagerness = new double[users];
    resolve = new double[users];
    sensitivity = new double[users];
    usualLogPrice = new double[users];
    favouriteHour = new double[users];
    cumulativeActivity = new double[users];
    taste = new float[users * Category.count()];
    driftPhase = new float[users * Category.count()];
    double activity = 0;
    for (int u = 0; u < users; u++) {
      fill(u, endMillis, random);
      activity += StrictMath.exp(0.6 * random.gaussian());
      cumulativeActivity[u] = activity;
    }
  }

  private void fill(int user, long endMillis, ShopRandom random) {
    ageGroup[user] = random.below(AGE_GROUPS.size());
    country[user] = random.below(COUNTRIES.size());
    device[user] = Device.draw(random);
    signedUp[user] = signUp(user, endMillis, random);
    eagerness[user] = random.gaussian();
    resolve[user] = 0.7 * eagerness[user] + 0.714 * random.gaussian();
    sensitivity[user] = StrictMath.exp(0.25 * random.gaussian());
    usualLogPrice[user] = Catalog.MIDDLE_LOG_PRICE + 0.5 * random.gaussian();
    favouriteHour[user] = FAVOURITE_HOURS[random.below(FAVOURITE_HOURS.length)];
    for (int c = 0; c < Category.count(); c++) {
      taste[user * Category.count() + c] = (float) random.gaussian();
      driftPhase[user * Category.count() + c] = (float) random.uniform(0, 2 * Math.PI);
    }
  }

  /**
   * One user in ten joins while the log runs; the first user never does, so there is always one.
   */
  private static long signUp(int user, long endMillis, ShopRandom random) {
    long start = ShopOptions.START.toEpochMilli();
    boolean joinsLater = random.chance(0.1) && user > 0;
    return joinsLater
        ? start + (long) (random.uniform() * (endMillis - start))
        : start - 1 - (long) (random.uniform() * 365 * DAY_MILLIS);
  }

  int size() {
    return ageGroup.length;
  }

  /** A user who has signed up before this instant, drawn by how active each is. */
  int draw(long instant, ShopRandom random) {
    for (int tries = 0; tries < 1000; tries++) {
      int user = random.choose(cumulativeActivity, 0, size());
      if (signedUp[user] < instant) {
        return user;
      }
    }
    return 0;
  }

  /** The millisecond of a day at which this user comes: around a favourite hour, or at any time. */
  long drawMillisOfDay(int user, ShopRandom random) {
    double hour =
        random.chance(0.2)
            ? random.uniform(0, 24)
            : favouriteHour[user] + 2 * random.gaussian() + 24;
    return (long) ((hour % 24) * 3_600_000);
  }

  /** The user's own device, or now and then another. */
  Device drawDevice(int user, ShopRandom random) {
    return random.chance(0.8) ? device[user] : Device.draw(random);
  }

  /** How much the user likes a category at an instant; standard normal, slowly drifting. */
  double taste(int user, int category, long instant) {
    int at = user * Category.count() + category;
    double days = (instant - ShopOptions.START.toEpochMilli()) / (double) DAY_MILLIS;
    double wave = StrictMath.sin(2 * Math.PI * days / DRIFT_PERIOD_DAYS + driftPhase[at]);
    return 0.95 * taste[at] + 0.44 * wave;
  }

  int ageGroup(int user) {
    return ageGroup[user];
  }

  int country(int user) {
    return country[user];
  }

  long signedUp(int user) {
    return signedUp[user];
  }

  /** How readily the user clicks, standard normal. */
  double eagerness(int user) {
    return eagerness[user];
  }

  /** How readily the user buys, standard normal, correlated with the eagerness. */
  double resolve(int user) {
    return resolve[user];
  }

  /** How far a price is above what the user usually looks at, weighted by how much that matters. */
  double priceGap(int user, double logPrice) {
    return sensitivity[user] * (logPrice - usualLogPrice[user]);
  }

  /** The natural logarithm of the price the user usually looks at. */
  double usualLogPrice(int user) {
    return usualLogPrice[user];
  }
}
