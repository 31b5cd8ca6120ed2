package dev.tandem.features.pointintime;

import dev.tandem.features.aggregate.NumberOverflowException;
import dev.tandem.features.aggregate.WindowState;
import dev.tandem.features.table.Column;
import dev.tandem.features.view.CompiledFeature;
import dev.tandem.features.view.FeatureStatus;

/** Writes features whose states have been swept together into columns. */
final class FeatureWriter {
  private final StateSweeps sweeps;
  private final FeatureStatus[] statuses;
  private final int[] unread;

  /**
   * A writer of the features of some sweeps.
   *
   * @param statuses the view's status for each row of the table
   * @param unread the rows of the table that the sweeps leave out, since they read no events
   */
  FeatureWriter(StateSweeps sweeps, FeatureStatus[] statuses, int[] unread) {
    this.sweeps = sweeps;
    this.statuses = statuses;
    this.unread = unread;
  }

  // Hot path: PointInTimeJoinBenchmark.
  /** Writes a feature for all rows. */
  void write(CompiledFeature feature, Column out) {
    FeatureReading reading = sweeps.reading(feature);
    int[] rows = sweeps.rows().rows();
    try {
      for (int row = 0; row < rows.length; row++) {
        feature.write(statuses[rows[row]], reading.at(row), out, rows[row]);
      }
    } catch (NumberOverflowException e) {
      throw e.of(feature.field().name());
    }
    WindowState none = new WindowState(feature.states().size());
    for (int row : unread) {
      feature.write(statuses[row], none, out, row);
    }
  }
}
