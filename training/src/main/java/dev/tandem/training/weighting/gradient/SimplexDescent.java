package dev.tandem.training.weighting.gradient;

import java.util.Arrays;

/**
 * Minimises the convex function {@code f(w) = w . b + radius |g_w|} of the weights w of a simplex,
 * where {@code g_w = sum w_t g_t} and b_t is the product of g_t with the mean of all g.
 *
 * <p>The length has a kink at 0, where descent along edges of the simplex would stop short of the
 * minimum. So it is taken as {@code |g| = min over s > 0 of |g|^2 / (2 s) + s / 2}, which is convex
 * in w and s together: for a given s a quadratic function of w, minimised by moving weight between
 * two tasks at a time until nothing moves; and s is found by golden section.
 */
final class SimplexDescent {
  private static final int MOST_ROUNDS = 2000;
  private static final double STILL = 1e-13;
  private static final double NARROW = 1e-11;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private final double[][] products;
  private final double[] means;
  private final double radius;
  private final double[] w;
  private double length;

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

  /** The weights of the minimum. */
  double[] minimise() {
    double longest = 0;
    for (int task = 0; task < w.length; task++) {
      longest = Math.max(longest, Math.sqrt(products[task][task]));
    }
    double low = 0;
    double high = longest;
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double atLeft = minimum(left);
    double atRight = minimum(right);
    while (high - low > NARROW * longest) {
      if (atLeft <= atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - GOLDEN * (high - low);
        atLeft = minimum(left);
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + GOLDEN * (high - low);
        atRight = minimum(right);
      }
    }
    length = (low + high) / 2;
    minimum(length);
    return w.clone();
  }

  /**
   * The s of the minimum, at least {@code |g_w|}. {@code g_w / s} is the direction in the unit ball
   * whose least product with a gradient of the simplex is greatest, also where g_w vanishes.
   */
  double length() {
    return Math.max(length, norm(w));
  }

  /** The minimum over w for a given s, which is left in {@link #w}. */
  private double minimum(double s) {
    if (s == 0) {
      return 0;
    }
    double curvature = radius / s;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double moved = 0;
      for (int i = 0; i < w.length; i++) {
        for (int j = 0; j < i; j++) {
          moved = Math.max(moved, balance(i, j, curvature));
        }
      }
      if (moved < STILL) {
        break;
      }
    }
    double norm = norm(w);
    double value = curvature * norm * norm / 2 + radius * s / 2;
    for (int task = 0; task < w.length; task++) {
      value += w[task] * means[task];
    }
    return value;
  }

  /** Moves weight from task j to i, to the minimum on that edge; returns how much. */
  private double balance(int i, int j, double curvature) {
    double slope = means[i] - means[j];
    for (int task = 0; task < w.length; task++) {
      slope += curvature * w[task] * (products[i][task] - products[j][task]);
    }
    double bend = curvature * (products[i][i] - 2 * products[i][j] + products[j][j]);
    double wanted = bend > 0 ? -slope / bend : -Math.signum(slope);
    double moved = Math.max(-w[i], Math.min(w[j], wanted));
    w[i] += moved;
    w[j] -= moved;
    return Math.abs(moved);
  }

  /** The length of {@code g_w}. */
  private double norm(double[] weights) {
    double square = 0;
    for (int i = 0; i < weights.length; i++) {
      for (int j = 0; j < weights.length; j++) {
        square += weights[i] * products[i][j] * weights[j];
      }
    }
    return Math.sqrt(Math.max(0, square));
  }
}
