package dev.tandem.features.declaration;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing a model learns to predict.
 *
 * @param label the label it learns
 * @param weight the factor of its loss
 * @param after the task that must have happened for this one to happen, for example purchase after
 *     cart; the probability is then that both happen
 * @param space the binary task whose label must be 1 for a row to be in this task's sample space;
 *     absent: every row whose own label is not null. A probability is then conditional
 * @param options settings of its kind, see {@link Kind#settings}
 */
public record Task(
    String name,
    Kind kind,
    String label,
    double weight,
    Optional<String> after,
    Optional<String> space,
    Options options) {

  /** The setting of a regression: the least and the greatest value that it predicts. */
  public static final String RANGE = "range";

  /** The setting of a multi-class task: the label's values, in ascending order. */
  public static final String CLASSES = "classes";

  public Task {
    // Versions registered before tasks had settings have none.
    options = options == null ? Options.none() : options;
  }

  /** A task over all rows that have its label, without settings. */
  public Task(String name, Kind kind, String label, double weight, Optional<String> after) {
    this(name, kind, label, weight, after, Optional.empty(), Options.none());
  }

  /** What is predicted and with which loss. Rows whose label is null are never learnt from. */
  public enum Kind {
    /** A probability; binary cross-entropy on the logit. */
    BINARY,
    /** A number; mean squared error. */
    REGRESSION,
    /** The probabilities of some values, such as 1 to 5 stars; cross-entropy of the softmax. */
    MULTICLASS,
    /**
     * A number that is often 0 and else spread over magnitudes, such as spend; the loss is that of
     * a zero-inflated log-normal distribution.
     */
    ZILN;

    /** The name used in declarations, for example {@code binary}. */
    public String declaredName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with this declared name, or empty. */
    public static Optional<Kind> parse(String declaredName) {
      return Arrays.stream(values()).filter(k -> k.declaredName().equals(declaredName)).findFirst();
    }

    /** The names of the settings that tasks of this kind can have. */
    public List<String> settings() {
      return switch (this) {
        case BINARY, ZILN -> List.of();
        case REGRESSION -> List.of(RANGE);
        case MULTICLASS -> List.of(CLASSES);
      };
    }
  }

  /** The values of a multi-class task's label, in order; empty for other kinds. */
  public List<Double> classes() {
    return options.numbers(CLASSES, List.of());
  }

  /** The least and the greatest prediction of a regression; empty if it is not bounded. */
  public List<Double> range() {
    return options.numbers(RANGE, List.of());
  }

  /** The number of units of the task's head. */
  public int outputs() {
    return switch (kind) {
      case BINARY, REGRESSION -> 1;
      case MULTICLASS -> classes().size();
      case ZILN -> 3;
    };
  }
}
