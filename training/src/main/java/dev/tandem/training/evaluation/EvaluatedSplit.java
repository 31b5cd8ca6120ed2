package dev.tandem.training.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which rows of a dataset a bundle is measured on. */
public enum EvaluatedSplit {
  /**
   * Those at or after the time of the first test row of the training, which the model has not
   * learnt from, nor has its best epoch been chosen by them.
   */
  TEST,
  /**
   * Those from the time of the first validation row of the training to that of its first test row,
   * by which the best epoch was chosen.
   */
  VALIDATION,
  /** All of them, training rows included if it is the same dataset. */
  ALL;

  /** The name by which it is asked for, for example {@code test}. */
  public String declaredName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The split of this name, or empty. */
  public static Optional<EvaluatedSplit> parse(String declaredName) {
    return Arrays.stream(values()).filter(s -> s.declaredName().equals(declaredName)).findFirst();
  }

  /** The names of all. */
  public static List<String> declaredNames() {
    return Arrays.stream(values()).map(EvaluatedSplit::declaredName).toList();
  }
}
