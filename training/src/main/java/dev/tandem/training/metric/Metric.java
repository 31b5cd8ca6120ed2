package dev.tandem.training.metric;

import dev.tandem.features.declaration.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A measure of a task's predictions, and what is better of it. */
public enum Metric {
  /** The area under the receiver operating characteristic, see {@link Auc}. */
  AUC(Better.HIGHER),
  /** The mean of the groups' areas, see {@link GroupedAuc}. */
  GAUC(Better.HIGHER),
  /** The area under the precision-recall curve, see {@link AveragePrecision}. */
  PR_AUC(Better.HIGHER),
  /** The mean cross-entropy, in nats. */
  LOG_LOSS(Better.LOWER),
  /** The mean cross-entropy over the entropy of the base rate. */
  NORMALISED_ENTROPY(Better.LOWER),
  /** The sum of the predictions over that of the labels. */
  CALIBRATION(Better.NEARER_TO_1),
  /** The expected calibration error over {@link BinaryMetrics#BINS} bins of equal mass. */
  ECE(Better.LOWER),
  /** F1 at the threshold 0.5. */
  F1(Better.HIGHER),
  /** F1 at the threshold where it is greatest on these rows. */
  BEST_F1(Better.HIGHER),
  /** The share of rows that are predicted to be of their class. */
  ACCURACY(Better.HIGHER),
  /** Cohen's kappa, weighted by the squared distance of the classes. */
  QUADRATIC_KAPPA(Better.HIGHER),
  /** The root of the mean squared error, in the label's unit. */
  RMSE(Better.LOWER),
  /** The mean absolute error, in the label's unit. */
  MAE(Better.LOWER),
  /** The share of the labels' variance that is explained. */
  R2(Better.HIGHER),
  /** How well values are ranked by what they are worth, see {@link NormalisedGini}. */
  GINI(Better.HIGHER);

  private final Better better;

  Metric(Better better) {
    this.better = better;
  }

  /** Which of two values is the better one. */
  private enum Better {
    HIGHER,
    LOWER,
    NEARER_TO_1
  }

  /** The name used in declarations and reports, for example {@code pr_auc}. */
  public String declaredName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The metric of this declared name, or empty. */
  public static Optional<Metric> parse(String declaredName) {
    return Arrays.stream(values()).filter(m -> m.declaredName().equals(declaredName)).findFirst();
  }

  /** Those that tasks of a kind are measured by; {@link #GAUC} only if rows have groups. */
  public static List<Metric> of(Task.Kind kind) {
    return switch (kind) {
      case BINARY ->
          List.of(
              AUC,
              GAUC,
              PR_AUC,
              LOG_LOSS,
              NORMALISED_ENTROPY,
              CALIBRATION,
              ECE,
              F1,
              BEST_F1,
              ACCURACY);
      case REGRESSION -> List.of(RMSE, MAE, R2);
      case MULTICLASS -> List.of(ACCURACY, LOG_LOSS, QUADRATIC_KAPPA, RMSE, MAE);
      case ZILN -> List.of(RMSE, MAE, AUC, LOG_LOSS, CALIBRATION, GINI);
    };
  }

  /** The one that a kind of task is compared by if there is room for one alone. */
  public static Metric main(Task.Kind kind) {
    return switch (kind) {
      case BINARY -> AUC;
      case REGRESSION -> RMSE;
      case MULTICLASS -> LOG_LOSS;
      case ZILN -> GINI;
    };
  }

  /** A number that is higher the better a value of this metric is. */
  public double score(double value) {
    return switch (better) {
      case HIGHER -> value;
      case LOWER -> -value;
      case NEARER_TO_1 -> -Math.abs(value - 1);
    };
  }
}
