package dev.tandem.features.transform;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.util.List;

/**
 * What is gathered from training rows to fit one declared input. The order of the rows does not
 * change the fitted transform by a bit. Not thread-safe.
 */
public sealed interface InputStatistics
    permits NumericStatistics, BucketStatistics, CategoricalStatistics {

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
   * Empty statistics for an input.
   *
   * @param feature the feature with its type
   * @throws InvalidDeclarationException if the kind does not go with the type, or a setting is
   *     unknown or out of range
   */
  static InputStatistics of(Input input, Field feature) {
    return switch (input.kind()) {
      case NUMERIC -> NumericStatistics.of(input, requireType(input, feature, NUMBERS));
      case BUCKET -> BucketStatistics.of(input, requireType(input, feature, NUMBERS));
      case CATEGORICAL -> CategoricalStatistics.of(input, requireType(input, feature, CATEGORIES));
    };
  }

  /** The types that numeric and bucket inputs take. */
  List<ValueType> NUMBERS = List.of(ValueType.INT64, ValueType.FLOAT64, ValueType.BOOL);

  /** The types that categorical inputs take. */
  List<ValueType> CATEGORIES = List.of(ValueType.INT64, ValueType.STRING, ValueType.BOOL);

  private static Field requireType(Input input, Field feature, List<ValueType> allowed) {
    if (!allowed.contains(feature.type())) {
      throw InputSettings.invalid(
          input,
          "kind",
          "found "
              + input.kind().declaredName()
              + " for a feature of type "
              + feature.type().declaredName()
              + ", allowed for it: "
              + String.join(", ", allowed.stream().map(ValueType::declaredName).toList()));
    }
    return feature;
  }
}
