package dev.tandem.pipelines.read;

import java.util.Arrays;

/** Which rows of a run are refused, each for the first reason that was found. */
final class Refusals {
  private Rejection[] reasons = new Rejection[0];
  private String[] details = new String[0];
  private int count;

  /** Begins a run of {@code rows} rows, none of which is refused yet. */
  void begin(int rows) {
    if (reasons.length < rows) {
      reasons = new Rejection[rows];
      details = new String[rows];
    } else if (count > 0) {
      Arrays.fill(reasons, null);
    }
    count = 0;
  }

  /** Refuses a row of the run, counted from 0, unless it is refused already. */
  void add(int row, Rejection reason, String detail) {
    if (reasons[row] == null) {
      reasons[row] = reason;
      details[row] = detail;
      count++;
    }
  }

  /** How many rows are refused. */
  int count() {
    return count;
  }

  /** Why a row of the run is refused, or null if it is good. */
  Rejection reason(int row) {
    return reasons[row];
  }

  /** What is wrong with a refused row. */
  String detail(int row) {
    return details[row];
  }
}
