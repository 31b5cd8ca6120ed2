package dev.tandem.features.declaration;

/**
 * The settings of aggregates that keep a summary of values: how fine it is, and how large.
 *
 * <p>Reading one that is not valid throws {@link InvalidDeclarationException}.
 */
public final class SummarySettings {
  /** Of {@link AggregateFunction#APPROX_COUNT_DISTINCT}: the logarithm of the registers. */
  public static final String PRECISION = "precision";

  /** Of {@link AggregateFunction#TOP_K}: how many values are told apart. */
  public static final String MOST = "most";

  /** Of {@link AggregateFunction#QUANTILE}: which one. */
  public static final String Q = "q";

  /** Of {@link AggregateFunction#QUANTILE}: how far off it may be, relative to its value. */
  public static final String ACCURACY = "accuracy";

  private static final int DEFAULT_PRECISION = 12;
  private static final int DEFAULT_MOST = 1_000;
  private static final double DEFAULT_ACCURACY = 0.01;

  private SummarySettings() {}

  /** The declared precision or 12. */
  public static int precision(AggregateFeature feature) {
    return feature.settings().integer(PRECISION, DEFAULT_PRECISION);
  }

  /** The declared number of values that are told apart, or 1000. */
  public static int most(AggregateFeature feature) {
    return feature.settings().integer(MOST, DEFAULT_MOST);
  }

  /** The declared quantile, or NaN. */
  public static double q(AggregateFeature feature) {
    return feature.settings().number(Q, Double.NaN);
  }

  /** The declared accuracy or 0.01. */
  public static double accuracy(AggregateFeature feature) {
    return feature.settings().number(ACCURACY, DEFAULT_ACCURACY);
  }
}
