package dev.tandem.training.rows;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Problem;
import java.util.List;

/**
 * Rows in order of time cut into training, validation and test rows. Rows of one time are never cut
 * apart, so every row of a later split is later than those of the earlier ones.
 *
 * @param validationFrom the first validation row; training rows are [0, validationFrom)
 * @param testFrom the first test row; validation rows are [validationFrom, testFrom)
 * @param rows the number of rows; test rows are [testFrom, rows)
 */
public record TimeSplit(int validationFrom, int testFrom, int rows) {

  /**
   * Splits rows by shares. A cut is moved to the next later time if it would part rows of one time.
   *
   * @param times in ascending order
   * @param validationShare of the rows, in [0, 1)
   * @param testShare of the rows, in [0, 1)
   * @throws InvalidDeclarationException if a split that should have rows has none
   */
  public static TimeSplit of(long[] times, double validationShare, double testShare) {
    int rows = times.length;
    int validationFrom = nextTime(times, (int) Math.rint(rows * (1 - validationShare - testShare)));
    int testFrom =
        Math.max(validationFrom, nextTime(times, (int) Math.rint(rows * (1 - testShare))));
    TimeSplit split = new TimeSplit(validationFrom, testFrom, rows);
    requireRows("training", 1 - validationShare - testShare, split.trainingRows(), rows);
    requireRows("validation", validationShare, split.validationRows(), rows);
    requireRows("test", testShare, split.testRows(), rows);
    return split;
  }

  private static int nextTime(long[] times, int row) {
    int next = row;
    while (next > 0 && next < times.length && times[next] == times[next - 1]) {
      next++;
    }
    return next;
  }

  private static void requireRows(String name, double share, int found, int rows) {
    if (share > 0 && found == 0) {
      throw new InvalidDeclarationException(
          List.of(
              new Problem(
                  "training",
                  "the %s split has no row: its share of the %d rows is %s, and rows of one time stay together"
                      .formatted(name, rows, Math.round(share * 1e6) / 1e6))));
    }
  }

  /** The number of training rows. */
  public int trainingRows() {
    return validationFrom;
  }

  /** The number of validation rows. */
  public int validationRows() {
    return testFrom - validationFrom;
  }

  /** The number of test rows. */
  public int testRows() {
    return rows - testFrom;
  }
}
