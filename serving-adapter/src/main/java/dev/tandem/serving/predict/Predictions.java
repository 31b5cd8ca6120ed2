package dev.tandem.serving.predict;

import dev.tandem.serving.fetch.ServedScores;
import java.util.List;

/** What a model predicts for the rows of a request: a number per task and row. Immutable. */
public final class Predictions implements ServedScores {
  /** The arm of a model that answers whoever no split sends elsewhere. */
  public static final String PRIMARY = "primary";

  private final BundleIdentity identity;
  private final String arm;
  private final List<String> tasks;
  private final float[][] values;
  private final float[][] probabilities;
  private final int rows;

  // values: by task and row. probabilities: by task, all of a row one after the other; empty where
  // the model has none.
  Predictions(
      BundleIdentity identity,
      List<String> tasks,
      float[][] values,
      float[][] probabilities,
      int rows) {
    this(identity, PRIMARY, tasks, values, probabilities, rows);
  }

  private Predictions(
      BundleIdentity identity,
      String arm,
      List<String> tasks,
      float[][] values,
      float[][] probabilities,
      int rows) {
    this.identity = identity;
    this.arm = arm;
    this.tasks = tasks;
    this.values = values;
    this.probabilities = probabilities;
    this.rows = rows;
  }

  /** The same predictions as those of an arm of a split. */
  Predictions of(String newArm) {
    return new Predictions(identity, newArm, tasks, values, probabilities, rows);
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
   * A prediction: the probability of a binary task, the number of a regression, the expected value
   * of a multi-class or zero-inflated task.
   *
   * @param task the task's place in {@link #tasks()}
   */
  @Override
  public float value(int task, int row) {
    return values[task][row];
  }

  /**
   * How many probabilities stand behind each value of a task: one for each class of a multi-class
   * task, one (of a value above 0) for a zero-inflated task, none for others.
   */
  public int probabilities(int task) {
    return rows == 0 ? 0 : probabilities[task].length / rows;
  }

  /**
   * One of the probabilities behind a value.
   *
   * @param index from 0 to {@link #probabilities}, exclusive; classes are in ascending order
   */
  public float probability(int task, int row, int index) {
    return probabilities[task][row * probabilities(task) + index];
  }

  /** The name of the model. */
  @Override
  public String model() {
    return identity.model();
  }

  /** The version of the model's bundle. */
  @Override
  public String modelVersion() {
    return identity.modelVersion();
  }

  /** The version of the feature service that the model was trained on. */
  public String serviceVersion() {
    return identity.serviceVersion();
  }

  /** The name of the arm of the model's traffic split that answered; else {@link #PRIMARY}. */
  public String arm() {
    return arm;
  }
}
