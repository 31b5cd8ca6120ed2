package dev.tandem.infra.shop;

/**
 * The truth about one impression.
 *
 * @param click the probability of a click
 * @param cartAfterClick the probability of a cart, given a click
 * @param purchaseAfterCart the probability of a purchase, given a cart
 * @param stars the success probability of the four trials that make the stars: 1 + Binomial(4,
 *     stars)
 */
record Chances(double click, double cartAfterClick, double purchaseAfterCart, double stars) {

  /** The probability of a cart, end to end. */
  double cart() {
    return click * cartAfterClick;
  }

  /** The probability of a purchase, end to end. */
  double purchase() {
    return click * cartAfterClick * purchaseAfterCart;
  }

  /** The expected rating of an impression that ends in a rating, from 1 to 5. */
  double expectedRating() {
    return 1 + 4 * stars;
  }
}
