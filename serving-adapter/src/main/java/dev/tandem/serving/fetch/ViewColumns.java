package dev.tandem.serving.fetch;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.view.FeatureStatus;
import java.util.List;

/** Features of one view, decoded once for each distinct entity, or group, of a request. */
final class ViewColumns {
  private final Places places;
  private final Column[] columns;
  private final FeatureStatus[][] statuses;
  private final long[] newest;

  // statuses: by feature and place; newest: by place.
  private ViewColumns(Places places, Column[] columns, FeatureStatus[][] statuses, long[] newest) {
    this.places = places;
    this.columns = columns;
    this.statuses = statuses;
    this.newest = newest;
  }

  /** Columns to be decoded into, for so many entities or groups. */
  static ViewColumns allocate(Places places, List<Field> features, int count) {
    Column[] columns =
        features.stream().map(f -> Column.allocate(f.type(), count)).toArray(Column[]::new);
    return new ViewColumns(
        places, columns, new FeatureStatus[columns.length][count], new long[count]);
  }

  /** A column for each feature, with a value for each place. */
  Column[] columns() {
    return columns;
  }

  /** Notes the status of each feature at a place, and the time of the entity's newest event. */
  void note(int place, FeatureStatus[] ofFeatures, long newestEventMillis) {
    for (int feature = 0; feature < columns.length; feature++) {
      statuses[feature][place] = ofFeatures[feature];
    }
    newest[place] = newestEventMillis;
  }

  /** The times of the newest events, by place. */
  long[] newestOfPlaces() {
    return newest;
  }

  /** The values of a feature, by row. */
  Column values(int feature) {
    return places.spread(columns[feature]);
  }

  /** The statuses of a feature, by row. */
  FeatureStatus[] statuses(int feature) {
    FeatureStatus[] spread = new FeatureStatus[places.rows()];
    for (int row = 0; row < spread.length; row++) {
      spread[row] = statuses[feature][places.of(row)];
    }
    return spread;
  }

  /** The newest event times, by row. */
  long[] newest() {
    long[] spread = new long[places.rows()];
    for (int row = 0; row < spread.length; row++) {
      spread[row] = newest[places.of(row)];
    }
    return spread;
  }
}
