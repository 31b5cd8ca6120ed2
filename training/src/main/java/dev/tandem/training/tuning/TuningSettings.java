package dev.tandem.training.tuning;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Problem;
import java.util.List;

/**
 * How a search is done.
 *
 * @param trials how many are drawn from the space, beside the model as it is declared
 * @param seed of the drawing; another number draws other trials
 * @param parallel trials at a time, each with the threads of the model's training; the results are
 *     the same for any number
 */
public record TuningSettings(SearchMethod method, int trials, long seed, int parallel) {
  /** The greatest number of trials, and of those at a time. */
  public static final int MOST = 100_000;

  /**
   * Settings of a search.
   *
   * @throws InvalidDeclarationException if a number is out of its range
   */
  public TuningSettings {
    require("trials", trials);
    require("parallel", parallel);
  }

  private static void require(String name, int found) {
    if (found < 1 || found > MOST) {
      throw new InvalidDeclarationException(
          List.of(new Problem(name, "found " + found + ", allowed: 1 to " + MOST)));
    }
  }
}
