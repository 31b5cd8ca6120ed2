package dev.tandem.training.weighting.gradient;

import java.util.Arrays;

/**
 * Minimises the convex function {@code f(w) = w . b + radius |g_w|} of the weights w of a simplex,
 * where {@code g_w = sum w_t g_t} and b_t is the product of g_t with the mean of all g. It moves
 * weight between two tasks at a time, to the minimum on that line, until nothing moves.
 */
final class SimplexDescent {
  private static final int MOST_ROUNDS = 100;
  private static final double STILL = 1e-9;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private final double[][] products;
  private final double[] means;
  private final double radius;
  private final double[] w;

  SimplexDescent(double[][] products, double radius) {
    this.products = products;
    this.radius = radius;
    this.means = new double[products.length];
    this.w = new double[products.length];
    for (int task = 0; task < products.length; task++) {
      means[task] = Arrays.stream(products[task]).sum() / products.length;
    }
    Arrays.fill(w, 1.0 / products.length);
  }

  double[] minimise() {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double moved = 0;
      for (int i = 0; i < w.length; i++) {
        for (int j = 0; j < i; j++) {
          moved = Math.max(moved, balance(i, j));
        }
      }
      if (moved < STILL) {
        break;
      }
    }
    return w.clone();
  }

  /** Shares the weight of two tasks between them; returns how much moved. */
  private double balance(int i, int j) {
    double before = w[i];
    double both = w[i] + w[j];
    double low = 0;
    double high = both;
    while (high - low > STILL / 10) {
      double left = high - GOLDEN * (high - low);
      double right = low + GOLDEN * (high - low);
      if (at(i, left, j, both - left) <= at(i, right, j, both - right)) {
        high = right;
      } else {
        low = left;
      }
    }
    // The ends are exact where the minimum is there; the search only comes near them.
    double best = (low + high) / 2;
    for (double end : new double[] {0, both}) {
      best = at(i, end, j, both - end) <= at(i, best, j, both - best) ? end : best;
    }
    at(i, best, j, both - best);
    return Math.abs(best - before);
  }

  private double at(int i, double wi, int j, double wj) {
    w[i] = wi;
    w[j] = wj;
    double value = radius * norm(w);
    for (int task = 0; task < w.length; task++) {
      value += w[task] * means[task];
    }
    return value;
  }

  /** The length of {@code g_w}. */
  double norm(double[] weights) {
    double square = 0;
    for (int i = 0; i < weights.length; i++) {
      for (int j = 0; j < weights.length; j++) {
        square += weights[i] * products[i][j] * weights[j];
      }
    }
    return Math.sqrt(Math.max(0, square));
  }
}
