package dev.tandem.training.weighting;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Options;

/** Reads settings of weightings, with messages that name them. */
public final class WeightingSettings {
  private WeightingSettings() {}

  /** A finite number above 0. */
  public static double positive(Options options, String name, double absent) {
    double value = options.number(name, absent);
    return require(value > 0 && Double.isFinite(value), name, value, "a number above 0");
  }

  /** A finite number of 0 or more. */
  public static double notNegative(Options options, String name, double absent) {
    double value = options.number(name, absent);
    return require(value >= 0 && Double.isFinite(value), name, value, "0 or more");
  }

  /** A number in [0, 1). */
  public static double belowOne(Options options, String name, double absent) {
    double value = options.number(name, absent);
    return require(value >= 0 && value < 1, name, value, "0 up to below 1");
  }

  /** A number in (0, 1]. */
  public static double share(Options options, String name, double absent) {
    double value = options.number(name, absent);
    return require(value > 0 && value <= 1, name, value, "above 0 up to 1");
  }

  /** A whole number of 1 or more. */
  public static int count(Options options, String name, int absent) {
    int value = options.integer(name, absent);
    if (value < 1) {
      throw invalid(name, value, "1 or more");
    }
    return value;
  }

  private static double require(boolean holds, String name, double found, String allowed) {
    if (!holds) {
      throw invalid(name, found, allowed);
    }
    return found;
  }

  /** Says that a setting has a value that it cannot have. */
  public static InvalidDeclarationException invalid(String name, Object found, String allowed) {
    return WeightedTasks.invalid(name, "found " + found + ", allowed: " + allowed);
  }
}
