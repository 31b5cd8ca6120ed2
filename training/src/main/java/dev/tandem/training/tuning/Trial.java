package dev.tandem.training.tuning;

import dev.tandem.features.declaration.Model;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One variant of a model.
 *
 * @param number {@link #DECLARED} for the model as it is declared, else counted from 1
 * @param settings what it has otherwise than declared: paths with values as YAML, in the order of
 *     the space
 * @param model with these settings
 */
public record Trial(int number, Map<String, String> settings, Model model) {
  /** The number of the trial that is the model as it is declared. */
  public static final int DECLARED = 0;

  public Trial {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }
}
