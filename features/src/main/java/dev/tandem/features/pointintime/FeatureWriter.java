package dev.tandem.features.pointintime;

import dev.tandem.features.aggregate.ColumnAggregate;
import dev.tandem.features.aggregate.NumberOverflowException;
import dev.tandem.features.aggregate.WindowColumns;
import dev.tandem.features.aggregate.WindowState;
import dev.tandem.features.table.Column;
import dev.tandem.features.view.CompiledFeature;

/** Writes features whose states are swept together into columns. */
final class FeatureWriter {
  private final SweptView view;
  private final ColumnSweeps columns;
  private final StateSweeps states;
  private final RowStatuses statuses;
  private final int[] unread;

  /**
   * A writer of the features of a view.
   *
   * @param unread the rows of the table that the sweeps leave out, since they read no events
   */
  FeatureWriter(SweptView view, RowStatuses statuses, int[] unread) {
    this.view = view;
    this.columns = new ColumnSweeps(view);
    this.states = new StateSweeps(view);
    this.statuses = statuses;
    this.unread = unread;
  }

  /** Writes a feature for all rows. */
  void write(CompiledFeature feature, Column out) {
    if (feature.aggregate() instanceof ColumnAggregate aggregate) {
      writeColumn(feature, aggregate, out);
    } else {
      writeRows(feature, out);
    }
    WindowState none = new WindowState(feature.states().size());
    for (int row : unread) {
      feature.write(statuses.of(row), none, out, row);
    }
  }

  private void writeColumn(CompiledFeature feature, ColumnAggregate aggregate, Column out) {
    WindowColumns windows = columns.columns(feature);
    aggregate.finish(windows, out);
    feature.writeDefaults(view.rows().rows(), out);
    for (int row : statuses.unseen()) {
      feature.writeUnseen(out, row);
    }
  }

  // Hot path: SummariesBenchmark.
  private void writeRows(CompiledFeature feature, Column out) {
    FeatureReading reading = states.reading(feature);
    int[] rows = view.rows().rows();
    try {
      for (int row = 0; row < rows.length; row++) {
        feature.write(statuses.of(rows[row]), reading.at(row), out, rows[row]);
      }
    } catch (NumberOverflowException e) {
      throw e.of(feature.field().name());
    }
  }
}
