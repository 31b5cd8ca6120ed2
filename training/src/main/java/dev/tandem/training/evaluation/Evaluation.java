package dev.tandem.training.evaluation;

import java.util.List;
import java.util.Optional;

/**
 * How well a bundle predicts the rows of a dataset.
 *
 * @param bundle the folder of the bundle's version
 * @param dataset the snapshot of the dataset, in words
 * @param rows how many were measured
 * @param group the column whose values make the groups of {@code gauc}
 * @param tasks each task in its own sample space, and after it, if it comes after another, given
 *     that one
 */
public record Evaluation(
    String model,
    String architecture,
    String bundle,
    String dataset,
    EvaluatedSplit split,
    int rows,
    Optional<String> group,
    List<TaskEvaluation> tasks) {
  public Evaluation {
    tasks = List.copyOf(tasks);
  }

  /** The evaluation as JSON in UTF-8, indented, with a line end. */
  public byte[] toJson() {
    return EvaluationJson.write(this);
  }
}
