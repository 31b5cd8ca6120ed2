package dev.tandem.features.declaration;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing a model learns to predict.
 *
 * @param label the label it learns
 * @param weight the factor of its loss
 * @param after the task that must have happened for this one to happen, for example purchase after
 *     cart
 */
public record Task(String name, Kind kind, String label, double weight, Optional<String> after) {

  /** What is predicted and with which loss. */
  public enum Kind {
    /** A probability; binary cross-entropy on the logit. */
    BINARY,
    /**
     * A number; mean squared error. Rows whose label is null are outside the task's sample space.
     */
    REGRESSION;

    /** The name used in declarations, for example {@code binary}. */
    public String declaredName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with this declared name, or empty. */
    public static Optional<Kind> parse(String declaredName) {
      return Arrays.stream(values()).filter(k -> k.declaredName().equals(declaredName)).findFirst();
    }
  }
}
