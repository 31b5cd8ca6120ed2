package dev.tandem.features.aggregate;

import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.AggregateFunction;
import dev.tandem.features.declaration.CountPrior;
import dev.tandem.features.declaration.Decay;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.declaration.SummarySettings;
import dev.tandem.features.table.Column;
import dev.tandem.features.type.ValueType;
import java.util.List;
import java.util.Optional;

/**
 * One aggregation: the exact states it needs and the one way they become a value, offline and
 * online alike.
 *
 * <p>A new aggregation is one class here, one constant in {@code AggregateFunction}, and one line
 * in {@link #of}; the compiler asks for the latter two. Immutable.
 */
public sealed interface Aggregate
    permits ApproxCountDistinct,
        ColumnAggregate,
        DecayedCount,
        DecayedMean,
        DecayedSum,
        Quantile,
        TopK,
        VectorMean {

  /**
   * The aggregation that a feature declares.
   *
   * @param fieldType the type of the aggregated field; {@link ValueType#INT64} if it has none
   * @param dimension the aggregated field's, if it holds vectors
   */
  static Aggregate of(AggregateFeature feature, ValueType fieldType, Optional<Integer> dimension) {
    return switch (feature.function()) {
      case COUNT -> new Count();
      case SUM -> new Sum(fieldType, scale(feature, fieldType));
      case MEAN -> new Mean(scale(feature, fieldType));
      case MIN -> new Min(fieldType);
      case MAX -> new Max(fieldType);
      case LAST -> new Last(fieldType);
      case LAST_N -> new LastN(fieldType, feature.limit());
      case COUNT_DISTINCT -> new CountDistinct();
      case VARIANCE -> new Variance(scale(feature, fieldType));
      case STDDEV -> new StandardDeviation(scale(feature, fieldType));
      case FIRST -> new First(fieldType);
      case RATIO ->
          new Ratio(
              denominator(feature), CountPrior.of(feature.settings()).orElse(CountPrior.NONE));
      case TIME_SINCE_LAST -> new TimeSinceLast();
      case DECAYED_COUNT -> new DecayedCount(weights(feature));
      case DECAYED_SUM -> new DecayedSum(weights(feature), scale(feature, fieldType));
      case DECAYED_MEAN -> new DecayedMean(weights(feature), scale(feature, fieldType));
      case APPROX_COUNT_DISTINCT -> new ApproxCountDistinct(SummarySettings.precision(feature));
      case TOP_K -> new TopK(fieldType, feature.limit(), SummarySettings.most(feature));
      case QUANTILE ->
          new Quantile(
              SummarySettings.q(feature), new ValueBuckets(SummarySettings.accuracy(feature)));
      case VECTOR_MEAN -> vectorMean(feature, dimension);
    };
  }

  /** The states it needs, in the order in which {@link WindowState} numbers them. */
  List<ExactState> states();

  /** The condition that the events of a state satisfy; empty for all events. */
  default Optional<String> condition(AggregateFeature feature, int state) {
    return feature.where();
  }

  /** The scale at which fractional values enter its sums; 0 if it has none. */
  default int scale() {
    return 0;
  }

  /** True if a window may have no value; false if every window has one. */
  default boolean mayBeNull() {
    return true;
  }

  /** Writes the value of a window's states into a row, null if they have none. */
  void finish(WindowState window, Column out, int row);

  private static VectorMean vectorMean(AggregateFeature feature, Optional<Integer> dimension) {
    int components = dimension.orElseThrow(() -> invalid(feature, "is of no fixed dimension"));
    boolean decays = feature.function().decays(feature.settings());
    VectorSums.Span span = decays ? VectorSums.Span.EACH_TILE : VectorSums.Span.WINDOW;
    DecayWeights weights = decays ? weights(feature) : DecayWeights.NONE;
    return new VectorMean(new VectorSums(components, span), weights, feature.scale());
  }

  private static DecayWeights weights(AggregateFeature feature) {
    return Decay.of(feature.settings())
        .flatMap(decay -> feature.window().map(window -> DecayWeights.of(decay, window)))
        .orElseThrow(() -> invalid(feature, "has no half_life or no window"));
  }

  private static String denominator(AggregateFeature feature) {
    if (!feature.settings().values().containsKey(AggregateFunction.OF)) {
      throw invalid(feature, "has no denominator");
    }
    return feature.settings().text(AggregateFunction.OF, "");
  }

  private static InvalidDeclarationException invalid(AggregateFeature feature, String message) {
    return new InvalidDeclarationException(List.of(new Problem(feature.name(), message)));
  }

  private static int scale(AggregateFeature feature, ValueType fieldType) {
    return fieldType == ValueType.FLOAT64 ? feature.scale() : 0;
  }
}
