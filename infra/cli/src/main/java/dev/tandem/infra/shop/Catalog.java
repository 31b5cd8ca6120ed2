package dev.tandem.infra.shop;

import java.util.Arrays;

/**
 * The items on offer, with what is hidden about them and their current prices. Items are numbered
 * from 0 and lie together by category. Not thread-safe.
 */
final class Catalog {
  /** The natural logarithm of the shop's middle price in currency units. */
  static final double MIDDLE_LOG_PRICE = StrictMath.log(40);

  private static final int BRANDS = 40;

  private final int[] category;
  private final int[] brand;
  private final double[] appeal;
  private final double[] worth;
  private final double[] listLogPrice;
  private final long[] priceCents;
  private final double[] logPrice;
  private final int[] firstOfCategory;
  private final double[] cumulativeDemand;
  private final double[] brandAppeal;

  Catalog(int items, ShopRandom random) {
    category = new int[items];
    brand = new int[items];
    appeal = new double[items];
    worth = new double[items];
    listLogPrice = new double[items];
    priceCents = new long[items];
    logPrice = new double[items];
    cumulativeDemand = new double[items];
    firstOfCategory = new int[Category.count() + 1];
    brandAppeal = new double[BRANDS];
    for (int b = 0; b < BRANDS; b++) {
      brandAppeal[b] = random.gaussian();
    }
    placeInCategories(items);
    double demand = 0;
    for (int i = 0; i < items; i++) {
      fill(i, random);
      demand += StrictMath.exp(0.7 * random.gaussian() + 0.2 * appeal[i]);
      cumulativeDemand[i] = demand;
    }
  }

  private void placeInCategories(int items) {
    double all = Arrays.stream(Category.values()).mapToDouble(c -> c.weight).sum();
    double before = 0;
    for (int c = 0; c < Category.count(); c++) {
      firstOfCategory[c] = (int) StrictMath.round(before / all * items);
      before += Category.of(c).weight;
    }
    firstOfCategory[Category.count()] = items;
    for (int c = 0; c < Category.count(); c++) {
      Arrays.fill(category, firstOfCategory[c], firstOfCategory[c + 1], c);
    }
  }

  private void fill(int item, ShopRandom random) {
    brand[item] = random.below(BRANDS);
    appeal[item] = random.gaussian();
    worth[item] = 0.7 * appeal[item] + 0.714 * random.gaussian();
    listLogPrice[item] =
        MIDDLE_LOG_PRICE + Category.of(category[item]).priceLevel + 0.5 * random.gaussian();
    setPrice(item, listLogPrice[item]);
  }

  /** Sets a new price around the list price. */
  void reprice(int item, ShopRandom random) {
    setPrice(item, listLogPrice[item] + 0.15 * random.gaussian());
  }

  private void setPrice(int item, double newLogPrice) {
    priceCents[item] = Math.max(1, StrictMath.round(StrictMath.exp(newLogPrice) * 100));
    logPrice[item] = StrictMath.log(priceCents[item] / 100.0);
  }

  int size() {
    return category.length;
  }

  boolean isEmpty(int ofCategory) {
    return firstOfCategory[ofCategory] == firstOfCategory[ofCategory + 1];
  }

  /** An item of a category that has some, drawn by how much each is in demand. */
  int draw(int fromCategory, ShopRandom random) {
    return random.choose(
        cumulativeDemand, firstOfCategory[fromCategory], firstOfCategory[fromCategory + 1]);
  }

  int category(int item) {
    return category[item];
  }

  /** Such as {@code brand_07}. */
  String brandWord(int item) {
    return brand[item] < 10 ? "brand_0" + brand[item] : "brand_" + brand[item];
  }

  /** How much its brand attracts, standard normal over brands. */
  double brandAppeal(int item) {
    return brandAppeal[brand[item]];
  }

  /** How much it attracts a look, standard normal over items. */
  double appeal(int item) {
    return appeal[item];
  }

  /** How much it holds what it promises, standard normal over items, correlated with the appeal. */
  double worth(int item) {
    return worth[item];
  }

  long priceCents(int item) {
    return priceCents[item];
  }

  /** The natural logarithm of the current price in currency units. */
  double logPrice(int item) {
    return logPrice[item];
  }

  /** How far the current price is below the list price, as a difference of logarithms. */
  double discount(int item) {
    return listLogPrice[item] - logPrice[item];
  }
}
