package dev.tandem.serving.fetch;

import java.util.List;

/** What a model made of the rows of a request. */
public interface ServedScores {
  /** The position of a row that was not placed into an order. */
  int NOT_RANKED = -1;

  /** The name of the model. */
  String model();

  /** The version of the model's bundle. */
  String modelVersion();

  /** The names of the tasks, in the model's order. */
  List<String> tasks();

  /**
   * A prediction: the probability of a binary task, the number of a regression.
   *
   * @param task the task's place in {@link #tasks()}
   */
  float value(int task, int row);

  /** Where the row was placed, counted from 0; {@link #NOT_RANKED} if nothing was ranked. */
  default int position(int row) {
    return NOT_RANKED;
  }

  /**
   * The probability in (0, 1] with which the row came to its position; NaN if nothing was ranked,
   * or not by chance.
   */
  default double propensity(int row) {
    return Double.NaN;
  }
}
