package dev.tandem.infra.audit;

/**
 * How far the served values of a feature are from those of the training set.
 *
 * @param psi the population stability index, see {@link #psi(long[], long[])}
 * @param trainingNulls the share of training rows without a value
 * @param servedNulls the share of served rows without one
 * @param outside the share of served values, nulls left out, that the training set has nothing
 *     like: below its least or above its greatest number, or a text that it does not have
 */
public record FeatureDrift(
    String feature, double psi, double trainingNulls, double servedNulls, double outside) {
  private static final double SHIFTED = 0.1;
  private static final double DRIFTED = 0.25;
  private static final double HALF = 0.5;

  /**
   * The population stability index: the sum over bins of (q - p) ln(q / p), where p is a bin's
   * share of training rows and q its share of served rows. Each share is (count + 1/2) / (rows +
   * bins / 2), so that an empty bin does not make it infinite.
   *
   * @param training rows by bin
   * @param served rows by bin, of the same bins
   */
  static double psi(long[] training, long[] served) {
    double trainingRows = rows(training);
    double servedRows = rows(served);
    double psi = 0;
    for (int bin = 0; bin < training.length; bin++) {
      double p = (training[bin] + HALF) / (trainingRows + HALF * training.length);
      double q = (served[bin] + HALF) / (servedRows + HALF * served.length);
      psi += (q - p) * Math.log(q / p);
    }
    return psi;
  }

  private static double rows(long[] counts) {
    long rows = 0;
    for (long count : counts) {
      rows += count;
    }
    return rows;
  }

  /** The word for it: below 0.1 {@code stable}, to 0.25 {@code shifted}, above {@code drifted}. */
  public String word() {
    if (psi < SHIFTED) {
      return "stable";
    }
    return psi <= DRIFTED ? "shifted" : "drifted";
  }
}
