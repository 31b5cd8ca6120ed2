package dev.tandem.serving.fetch;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.view.FeatureStatus;
import java.util.List;

/** Features that were decoded once for each thing that rows stand for: an entity, or a group. */
sealed interface Decoded permits EntityColumns, GroupColumns {
  /** Which thing each row stands for. */
  RowNumbers places();

  /** The values of a feature, by place. */
  Column column(int feature);

  /** How a value came about. */
  FeatureStatus status(int feature, int place);

  /** The time of the newest event of the entity behind a place. */
  long newestEventMillis(int place);

  /** A column for each of some features. */
  static Column[] allocate(List<Field> features) {
    return features.stream().map(f -> Column.allocate(f.type(), 0)).toArray(Column[]::new);
  }

  /** Makes columns so long that every row can be written. */
  static void resize(Column[] columns, int count) {
    for (Column column : columns) {
      column.resize(count);
    }
  }
}
