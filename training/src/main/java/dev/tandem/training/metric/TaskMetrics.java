package dev.tandem.training.metric;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How well one task's predictions fit the labels of some rows.
 *
 * @param rows in the task's sample space
 * @param positives rows with label 1, or that spend anything; 0 for a regression and for classes
 * @param values by the declared name of a {@link Metric}; one that is not defined, such as the AUC
 *     of one class, is left out
 */
public record TaskMetrics(String task, int rows, int positives, Map<String, Double> values) {
  /** The area under the receiver operating characteristic. */
  public static final String AUC = "auc";

  /** The mean of the cross-entropy, in nats. */
  public static final String LOG_LOSS = "log_loss";

  /** The root of the mean squared error, in the label's unit. */
  public static final String RMSE = "rmse";

  /** The mean absolute error, in the label's unit. */
  public static final String MAE = "mae";

  public TaskMetrics {
    values = java.util.Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /**
   * Measures a binary task.
   *
   * @param logits of the probabilities
   * @param labels 1 or 0; NaN outside the sample space
   */
  public static TaskMetrics ofLogits(String task, float[] logits, float[] labels) {
    return of(task, Ranking.ofLogits(logits, labels));
  }

  /** Measures a binary task whose logits are not known; labels are as of {@link #ofLogits}. */
  public static TaskMetrics ofProbabilities(String task, float[] probabilities, float[] labels) {
    return of(task, Ranking.ofProbabilities(probabilities, labels));
  }

  /** Measures a binary task whose rows are ranked. */
  public static TaskMetrics of(String task, Ranking ranking) {
    return new TaskMetrics(task, ranking.rows(), ranking.positives(), BinaryMetrics.of(ranking));
  }

  /** Measures a regression task; labels are NaN outside the sample space. */
  public static TaskMetrics ofValues(String task, float[] predictions, float[] labels) {
    ValueErrors errors = ValueErrors.of(predictions, labels);
    MetricValues values = errors(errors).put(Metric.R2, errors.explained());
    return new TaskMetrics(task, errors.rows(), 0, values.asMap());
  }

  /**
   * Measures a task that predicts what is spent, which is often nothing. {@code auc} and {@code
   * log_loss} are those of spending anything at all.
   *
   * @param expected what a row spends on average, nothing included
   * @param spending the probability that it spends anything
   * @param labels what it spent, 0 or more; NaN outside the sample space
   */
  public static TaskMetrics ofSpend(
      String task, float[] expected, float[] spending, float[] labels) {
    ValueErrors errors = ValueErrors.of(expected, labels);
    Ranking ranking = Ranking.ofProbabilities(spending, labels);
    MetricValues values =
        errors(errors)
            .put(Metric.AUC, Auc.of(ranking))
            .put(Metric.LOG_LOSS, LogLoss.of(ranking))
            .put(Metric.CALIBRATION, errors.ratio())
            .put(Metric.GINI, NormalisedGini.of(expected, labels));
    return new TaskMetrics(task, errors.rows(), ranking.positives(), values.asMap());
  }

  /**
   * Measures a multi-class task.
   *
   * @param expected the expected value of the class
   * @param probabilities of the classes, rows x classes
   * @param labels values of {@code classes}; NaN outside the sample space
   * @param classes in ascending order
   */
  public static TaskMetrics ofClasses(
      String task, float[] expected, float[] probabilities, float[] labels, List<Double> classes) {
    ClassErrors errors = ClassErrors.of(probabilities, labels, classes);
    MetricValues values =
        errors(ValueErrors.of(expected, labels))
            .put(Metric.ACCURACY, errors.accuracy())
            .put(Metric.LOG_LOSS, errors.logLoss())
            .put(Metric.QUADRATIC_KAPPA, errors.quadraticKappa());
    return new TaskMetrics(task, errors.rows(), 0, values.asMap());
  }

  private static MetricValues errors(ValueErrors errors) {
    return new MetricValues()
        .put(Metric.RMSE, errors.rootMeanSquare())
        .put(Metric.MAE, errors.meanSize());
  }

  /** The same with one metric more, if it is defined. */
  public TaskMetrics with(Metric metric, OptionalDouble value) {
    Map<String, Double> all = new TreeMap<>(values);
    value.ifPresent(defined -> all.put(metric.declaredName(), defined));
    return new TaskMetrics(task, rows, positives, all);
  }

  /** The value of a metric, or empty if it is not defined for these rows. */
  public OptionalDouble value(Metric metric) {
    Double value = values.get(metric.declaredName());
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
