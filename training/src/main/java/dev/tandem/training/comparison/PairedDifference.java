package dev.tandem.training.comparison;

import java.util.OptionalDouble;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * How much greater the second number of pairs is than the first, and how sure that is.
 *
 * @param pairs how many there are
 * @param mean of the differences
 * @param deviation of the differences: the root of the sum of squares over {@code pairs - 1}; 0 for
 *     one pair
 */
public record PairedDifference(int pairs, double mean, double deviation) {

  /**
   * The difference of pairs.
   *
   * @throws IllegalArgumentException if there is none, or not as many of both
   */
  public static PairedDifference of(double[] first, double[] second) {
    if (first.length == 0 || first.length != second.length) {
      throw new IllegalArgumentException(first.length + " numbers and " + second.length);
    }
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      sum += second[i] - first[i];
    }
    double mean = sum / first.length;
    double squares = 0;
    for (int i = 0; i < first.length; i++) {
      double distance = second[i] - first[i] - mean;
      squares += distance * distance;
    }
    double deviation = first.length == 1 ? 0 : Math.sqrt(squares / (first.length - 1));
    return new PairedDifference(first.length, mean, deviation);
  }

  /**
   * The probability of a mean at least as far from 0 if there were no difference: Student's paired
   * t-test, two-sided. Empty for one pair, which says nothing about chance, and if all differences
   * are 0.
   */
  public OptionalDouble probability() {
    if (pairs < 2 || (deviation == 0 && mean == 0)) {
      return OptionalDouble.empty();
    }
    double t = Math.abs(mean) / (deviation / Math.sqrt(pairs));
    double beyond = new TDistribution(null, pairs - 1.0).cumulativeProbability(-t);
    return OptionalDouble.of(2 * beyond);
  }
}
