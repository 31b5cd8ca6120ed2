package dev.tandem.serving.fetch;

import dev.tandem.features.table.Column;
import dev.tandem.features.view.FeatureStatus;

/** The features of one view, decoded once for each distinct entity of a request. */
final class ViewColumns {
  private final DistinctKeys entities;
  private final Column[] columns;
  private final FeatureStatus[][] statuses;
  private final long[] newest;

  // statuses: by feature and entity; newest: by entity.
  ViewColumns(DistinctKeys entities, Column[] columns, FeatureStatus[][] statuses, long[] newest) {
    this.entities = entities;
    this.columns = columns;
    this.statuses = statuses;
    this.newest = newest;
  }

  /** The values of a feature, by row. */
  Column values(int feature) {
    return entities.spread(columns[feature]);
  }

  /** The statuses of a feature, by row. */
  FeatureStatus[] statuses(int feature, int rows) {
    FeatureStatus[] spread = new FeatureStatus[rows];
    for (int row = 0; row < rows; row++) {
      spread[row] = statuses[feature][entities.entity(row)];
    }
    return spread;
  }

  /** The newest event times, by row. */
  long[] newest(int rows) {
    long[] spread = new long[rows];
    for (int row = 0; row < rows; row++) {
      spread[row] = newest[entities.entity(row)];
    }
    return spread;
  }
}
