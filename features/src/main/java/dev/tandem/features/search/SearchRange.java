package dev.tandem.features.search;

import dev.tandem.features.search.SettingValue.Scalar;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.SplittableRandom;

/** What a search may try for one setting. */
public sealed interface SearchRange {
  /** So many digits tell two values of a setting apart; more would only be harder to read. */
  MathContext DIGITS = new MathContext(4);

  /** A value by chance. */
  SettingValue draw(SplittableRandom random);

  /** One of some values, each as likely as the others. */
  record Choice(List<SettingValue> values) implements SearchRange {
    /**
     * Values to choose from.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Choice {
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException("found no value, allowed: one or more");
      }
    }

    @Override
    public SettingValue draw(SplittableRandom random) {
      return values.get(random.nextInt(values.size()));
    }
  }

  /** A number in [low, high], each as likely as the others, of four digits. */
  record Uniform(double low, double high) implements SearchRange {
    public Uniform {
      requireOrder(low, high);
    }

    @Override
    public SettingValue draw(SplittableRandom random) {
      return rounded(low + random.nextDouble() * (high - low), low, high);
    }
  }

  /**
   * A number in [low, high] whose logarithm is uniform, of four digits; for rates and penalties.
   */
  record Log(double low, double high) implements SearchRange {
    public Log {
      if (!(low > 0)) {
        throw new IllegalArgumentException("found " + low + ", allowed: a number above 0");
      }
      requireOrder(low, high);
    }

    @Override
    public SettingValue draw(SplittableRandom random) {
      // Strict, so that every machine draws the same.
      double logarithm = StrictMath.log(high / low) * random.nextDouble();
      return rounded(low * StrictMath.exp(logarithm), low, high);
    }
  }

  /** A whole number in [low, high], each as likely as the others. */
  record Whole(int low, int high) implements SearchRange {
    public Whole {
      requireOrder(low, high);
    }

    @Override
    public SettingValue draw(SplittableRandom random) {
      return new Scalar(String.valueOf(random.nextLong(low, high + 1L)));
    }
  }

  private static SettingValue rounded(double value, double low, double high) {
    BigDecimal rounded =
        BigDecimal.valueOf(value)
            .round(DIGITS)
            .max(BigDecimal.valueOf(low))
            .min(BigDecimal.valueOf(high));
    return new Scalar(rounded.stripTrailingZeros().toPlainString());
  }

  private static void requireOrder(Number low, Number high) {
    if (!(low.doubleValue() < high.doubleValue())) {
      throw new IllegalArgumentException(
          "found " + low + " and " + high + ", allowed: a lower end below the upper one");
    }
  }
}
