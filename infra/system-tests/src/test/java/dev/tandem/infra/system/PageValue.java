package dev.tandem.infra.system;

import dev.tandem.features.view.FeatureStatus;
import java.util.Optional;

/**
 * What {@code docs/features.md} says of one column of one row.
 *
 * @param kind where to find it
 * @param column the column's name in a training set; of a rate, the training set's own
 * @param row the letter of the row
 * @param text the value, as the page writes it
 * @param status how the value came about, if the page says so
 */
record PageValue(
    Kind kind, String column, String row, String text, Optional<FeatureStatus> status) {
  /** What kinds of columns there are. */
  enum Kind {
    /** In the training set and in an answer of the online store. */
    FEATURE,
    /** In the training set alone. */
    LABEL,
    /** The share with which a row was kept, in a training set of its own. */
    RATE
  }

  /** The same column and row with what was found there. */
  PageValue found(String value, Optional<FeatureStatus> how) {
    return new PageValue(kind, column, row, value, how);
  }
}
