package dev.tandem.features.aggregate;

import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.SummarySettings;
import dev.tandem.features.table.Column;
import dev.tandem.features.type.ValueType;
import java.util.List;

/**
 * One aggregation: the exact states it needs and the one way they become a value, offline and
 * online alike.
 *
 * <p>A new aggregation is one class here, one constant in {@code AggregateFunction}, and one line
 * in {@link #of}; the compiler asks for the latter two. Immutable.
 */
public sealed interface Aggregate
    permits ApproxCountDistinct,
        Count,
        CountDistinct,
        Last,
        LastN,
        Max,
        Mean,
        Min,
        Quantile,
        Sum,
        TopK {

  /**
   * The aggregation that a feature declares.
   *
   * @param fieldType the type of the aggregated field; {@link ValueType#INT64} if it has none
   */
  static Aggregate of(AggregateFeature feature, ValueType fieldType) {
    return switch (feature.function()) {
      case COUNT -> new Count();
      case SUM -> new Sum(fieldType, scale(feature, fieldType));
      case MEAN -> new Mean(scale(feature, fieldType));
      case MIN -> new Min(fieldType);
      case MAX -> new Max(fieldType);
      case LAST -> new Last(fieldType);
      case LAST_N -> new LastN(fieldType, feature.limit());
      case COUNT_DISTINCT -> new CountDistinct();
      case APPROX_COUNT_DISTINCT -> new ApproxCountDistinct(SummarySettings.precision(feature));
      case TOP_K -> new TopK(fieldType, feature.limit(), SummarySettings.most(feature));
      case QUANTILE ->
          new Quantile(
              SummarySettings.q(feature), new ValueBuckets(SummarySettings.accuracy(feature)));
    };
  }

  /** The states it needs, in the order in which {@link WindowState} numbers them. */
  List<ExactState> states();

  /** The scale at which fractional values enter its sums; 0 if it has none. */
  default int scale() {
    return 0;
  }

  /** Writes the value of a window's states into a row, null if they have none. */
  void finish(WindowState window, Column out, int row);

  private static int scale(AggregateFeature feature, ValueType fieldType) {
    return fieldType == ValueType.FLOAT64 ? feature.scale() : 0;
  }
}
