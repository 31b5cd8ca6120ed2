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
  /**
   * Settings of a search.
   *
   * @throws InvalidDeclarationException if a number is out of its range
   */
  public TuningSettings {
    require("trials", trials, 1, 100_000);
    require("parallel", parallel, 1, 1_000);
  }

  private static void require(String name, int found, int least, int most) {
    if (found < least || found > most) {
      throw new InvalidDeclarationException(
          List.of(new Problem(name, "found " + found + ", allowed: " + least + " to " + most)));
    }
  }
}
