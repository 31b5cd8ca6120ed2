package dev.tandem.training.optimizer;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Problem;
import java.util.List;

/** Reads settings of optimizers, with messages that name them. */
final class RateSettings {
  private RateSettings() {}

  static double positive(Options options, String name, double absent) {
    double value = options.number(name, absent);
    if (!(value > 0) || Double.isInfinite(value)) {
      throw invalid(name, value, "a number above 0");
    }
    return value;
  }

  static double notNegative(Options options, String name, double absent) {
    double value = options.number(name, absent);
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw invalid(name, value, "0 or more");
    }
    return value;
  }

  static double belowOne(Options options, String name, double absent) {
    double value = options.number(name, absent);
    if (!(value >= 0 && value < 1)) {
      throw invalid(name, value, "0 up to below 1");
    }
    return value;
  }

  static int natural(Options options, String name, int absent) {
    int value = options.integer(name, absent);
    if (value < 0) {
      throw invalid(name, value, "0 or more");
    }
    return value;
  }

  /** A setting that is on or off; absent: off. */
  static boolean flag(Options options, String name) {
    String value = options.text(name, "false");
    if (!List.of("true", "false").contains(value)) {
      throw invalid(name, value, "true, false");
    }
    return value.equals("true");
  }

  static InvalidDeclarationException invalid(String name, Object found, String allowed) {
    return new InvalidDeclarationException(
        List.of(new Problem("optimizer." + name, "found " + found + ", allowed: " + allowed)));
  }
}
