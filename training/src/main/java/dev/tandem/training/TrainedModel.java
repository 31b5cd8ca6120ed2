package dev.tandem.training;

import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.bundle.Tensor;
import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.declaration.Task;
import dev.tandem.training.explain.Explainer;
import dev.tandem.training.explain.Explanation;
import dev.tandem.training.export.ExportCheck;
import dev.tandem.training.export.NetworkExport;
import dev.tandem.training.learner.Learner;
import dev.tandem.training.learner.Predictions;
import dev.tandem.training.metric.TaskMetrics;
import dev.tandem.training.rows.TrainingRows;
import java.util.List;

/**
 * A model with the weights of its best epoch. Close it to end its threads and give back the space
 * of its rows.
 */
public final class TrainedModel implements AutoCloseable {
  private static final int CHECKED_ROWS = 1024;

  private final List<Task> tasks;
  private final TrainingRows rows;
  private final Learner learner;
  private final List<EpochReport> epochs;
  private final int bestEpoch;
  private final Predictions test;
  private final List<TaskMetrics> testMetrics;

  TrainedModel(
      List<Task> tasks,
      TrainingRows rows,
      Learner learner,
      List<EpochReport> epochs,
      int bestEpoch,
      Predictions test,
      List<TaskMetrics> testMetrics) {
    this.tasks = List.copyOf(tasks);
    this.rows = rows;
    this.learner = learner;
    this.epochs = List.copyOf(epochs);
    this.bestEpoch = bestEpoch;
    this.test = test;
    this.testMetrics = List.copyOf(testMetrics);
  }

  /** The rows it was trained on, with the fitted inputs. */
  public TrainingRows rows() {
    return rows;
  }

  /** The learning curve. */
  public List<EpochReport> epochs() {
    return epochs;
  }

  /** The epoch whose weights these are, counted from 1. */
  public int bestEpoch() {
    return bestEpoch;
  }

  /** The predictions for the test rows. */
  public Predictions test() {
    return test;
  }

  /** How well they fit, in the order of the tasks. */
  public List<TaskMetrics> testMetrics() {
    return testMetrics;
  }

  /** The predictions for rows [from, to) in order of time. */
  public Predictions predictions(int from, int to) {
    return Predictions.of(learner, tasks, rows, from, to);
  }

  /** A copy of the weights. */
  public List<Tensor> weights() {
    return learner.weights();
  }

  /**
   * The bytes of {@code model.onnx}, checked on the 1024 rows before the test split, which are
   * validation rows as far as there are as many.
   *
   * @throws dev.tandem.training.export.ExportMismatchException if it does not compute the same
   */
  public byte[] export() {
    byte[] onnx = NetworkExport.of(learner, rows, tasks);
    int to = rows.split().testFrom();
    Predictions expected = Predictions.of(learner, tasks, rows, Math.max(0, to - CHECKED_ROWS), to);
    new ExportCheck(tasks, rows).require(onnx, expected);
    return onnx;
  }

  /**
   * Says what it has learnt.
   *
   * @param settings of its training
   * @param bundle that was published of it
   * @param dataset it was trained on
   */
  Explanation explain(TrainingSettings settings, ModelBundle bundle, LocalDataset dataset) {
    return new Explainer(learner, rows, tasks, settings.batchSize(), settings.seed())
        .explain(bundle, dataset);
  }

  @Override
  public void close() {
    learner.close();
    rows.close();
  }
}
