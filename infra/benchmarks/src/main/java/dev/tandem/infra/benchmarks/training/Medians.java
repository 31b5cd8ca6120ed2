package dev.tandem.infra.benchmarks.training;

import java.util.List;

/** The median, which a busy moment of the machine does not move. */
final class Medians {
  private Medians() {}

  /** The median of at least one number; the greater of two in the middle. */
  static double of(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
