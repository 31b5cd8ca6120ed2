package dev.tandem.features.transform;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;

/**
 * What is gathered from training rows to fit one declared input. The order of the rows does not
 * change the fitted transform by a bit. Not thread-safe.
 */
public sealed interface InputStatistics
    permits NumericStatistics,
        QuantileStatistics,
        BucketStatistics,
        CategoricalStatistics,
        ListStatistics,
        VectorStatistics {

  /** Of which training rows statistics are made. */
  enum Coverage {
    /** All of them. */
    ALL_ROWS,
    /** A {@link RowSample} of them, for statistics that keep the values. */
    SAMPLE
  }

  /** Which training rows are to be added. */
  default Coverage coverage() {
    return Coverage.ALL_ROWS;
  }

  /** Adds the given rows of a column of the feature's type. */
  void add(Column column, int[] rows);

  /** The transform fitted to all rows added. */
  InputTransform fit();

  /**
   * Empty statistics for an input that shares no embedding table.
   *
   * @param feature the feature with its type
   * @throws InvalidDeclarationException if the kind does not go with the type, or a setting is
   *     unknown or out of range
   */
  static InputStatistics of(Input input, Field feature) {
    return switch (input.kind()) {
      case NUMERIC -> NumericStatistics.of(input, feature);
      case BUCKET -> BucketStatistics.of(input, feature);
      case CATEGORICAL -> CategoricalStatistics.of(input, feature);
      case LIST -> ListStatistics.of(input, feature);
      case VECTOR -> VectorStatistics.of(input, feature);
      case SEQUENCE ->
          throw new IllegalArgumentException(
              "sequence '" + feature.name() + "' always shares a table");
    };
  }
}
