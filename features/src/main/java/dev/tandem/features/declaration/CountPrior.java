package dev.tandem.features.declaration;

import java.util.List;
import java.util.Optional;

/**
 * What a ratio of counts assumes before it has seen anything: that {@code numerator} of {@code
 * denominator} events were hits. The more it assumes, the longer few events leave the ratio near
 * {@code numerator / denominator}.
 */
public record CountPrior(double numerator, double denominator) {
  /** The setting of a feature that declares it. */
  static final String SETTING = "prior";

  /** What is allowed, for messages. */
  static final String ALLOWED = "two numbers [a, b] with 0 <= a <= b";

  /** The prior that assumes nothing. */
  public static final CountPrior NONE = new CountPrior(0, 0);

  public CountPrior {
    if (!(0 <= numerator && numerator <= denominator && denominator < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "found [" + numerator + ", " + denominator + "], allowed: " + ALLOWED);
    }
  }

  /** The declared prior, {@link #NONE} if none is; empty if what is declared is none. */
  public static Optional<CountPrior> of(Options settings) {
    List<String> declared = settings.values().get(SETTING);
    if (declared == null) {
      return Optional.of(NONE);
    }
    if (declared.size() != 2) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new CountPrior(Double.parseDouble(declared.get(0)), Double.parseDouble(declared.get(1))));
    } catch (IllegalArgumentException e) { // which a text that is no number is too
      return Optional.empty();
    }
  }
}
