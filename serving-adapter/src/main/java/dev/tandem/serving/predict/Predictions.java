package dev.tandem.serving.predict;

import dev.tandem.serving.fetch.ServedScores;
import java.util.List;

/** What a model predicts for the rows of a request: a number per task and row. Immutable. */
public final class Predictions implements ServedScores {
  private final List<String> tasks;
  private final float[][] values;
  private final int rows;
  private final String model;
  private final String modelVersion;
  private final String serviceVersion;

  Predictions(BundleIdentity identity, List<String> tasks, float[][] values, int rows) {
    this.tasks = List.copyOf(tasks);
    this.values = values;
    this.rows = rows;
    this.model = identity.model();
    this.modelVersion = identity.modelVersion();
    this.serviceVersion = identity.serviceVersion();
  }

  /** The names of the tasks, in the model's order. */
  @Override
  public List<String> tasks() {
    return tasks;
  }

  /** The number of rows. */
  public int rows() {
    return rows;
  }

  /**
   * A prediction: the probability of a binary task, the number of a regression.
   *
   * @param task the task's place in {@link #tasks()}
   */
  @Override
  public float value(int task, int row) {
    return values[task][row];
  }

  /** The name of the model. */
  @Override
  public String model() {
    return model;
  }

  /** The version of the model's bundle. */
  @Override
  public String modelVersion() {
    return modelVersion;
  }

  /** The version of the feature service that the model was trained on. */
  public String serviceVersion() {
    return serviceVersion;
  }
}
