package dev.tandem.training.tuning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a search spends its epochs. */
public enum SearchMethod {
  /** Every trial may take all epochs. */
  RANDOM,
  /**
   * Every trial takes a few epochs, the best third of them three times as many, and so on (Jamieson
   * and Talwalkar, AISTATS 2016, with eta = 3).
   */
  HALVING;

  private static final int ETA = 3;

  /** The name used on the command line, for example {@code halving}. */
  public String declaredName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The method of this name, or empty. */
  public static Optional<SearchMethod> parse(String declaredName) {
    return Arrays.stream(values()).filter(m -> m.declaredName().equals(declaredName)).findFirst();
  }

  /**
   * The epochs in all after which trials are compared, ascending.
   *
   * @param epochs the most that a trial may take, the last of the budgets
   */
  List<Integer> budgets(int epochs) {
    List<Integer> budgets = new ArrayList<>(List.of(epochs));
    if (this == HALVING) {
      for (long share = ETA; share <= epochs; share *= ETA) {
        budgets.add(0, (int) Math.max(1, Math.rint((double) epochs / share)));
      }
    }
    return budgets;
  }

  /**
   * How many of so many trials go on to the next budget because they are good; the model as it is
   * declared goes on whatever its score is.
   */
  int survivors(int trials) {
    return (trials + ETA - 1) / ETA;
  }
}
