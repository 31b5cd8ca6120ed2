package dev.tandem.training.metric;

import dev.tandem.training.head.SampleSpace;
import dev.tandem.training.loss.Logistic;
import java.util.Map;
import java.util.TreeMap;

/**
 * How well one task's predictions fit the labels of some rows.
 *
 * @param rows in the task's sample space
 * @param positives rows with label 1; 0 for a regression
 * @param values by name: {@link #AUC} and {@link #LOG_LOSS}, or {@link #RMSE} and {@link #MAE}; one
 *     that is not defined, such as the AUC of one class, is left out
 */
public record TaskMetrics(String task, int rows, int positives, Map<String, Double> values) {
  /** The area under the receiver operating characteristic. */
  public static final String AUC = "auc";

  /** The mean of the binary cross-entropy, in nats. */
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
    int rows = SampleSpace.count(labels, 0, labels.length);
    int positives = 0;
    for (float label : labels) {
      positives += label > 0 ? 1 : 0;
    }
    Map<String, Double> values = new TreeMap<>();
    Auc.of(logits, labels).ifPresent(auc -> values.put(AUC, auc));
    if (rows > 0) {
      double sum = 0;
      for (int i = 0; i < labels.length; i++) {
        sum += Float.isNaN(labels[i]) ? 0 : Logistic.crossEntropy(logits[i], labels[i]);
      }
      values.put(LOG_LOSS, sum / rows);
    }
    return new TaskMetrics(task, rows, positives, values);
  }

  /** Measures a regression task; labels are NaN outside the sample space. */
  public static TaskMetrics ofValues(String task, float[] predictions, float[] labels) {
    int rows = 0;
    double squares = 0;
    double sizes = 0;
    for (int i = 0; i < labels.length; i++) {
      if (!Float.isNaN(labels[i])) {
        double error = (double) predictions[i] - labels[i];
        squares += error * error;
        sizes += Math.abs(error);
        rows++;
      }
    }
    Map<String, Double> values = new TreeMap<>();
    if (rows > 0) {
      values.put(RMSE, Math.sqrt(squares / rows));
      values.put(MAE, sizes / rows);
    }
    return new TaskMetrics(task, rows, 0, values);
  }
}
