package dev.tandem.features.declaration;

import java.util.List;
import java.util.Optional;

/**
 * A multi-task model over a training set.
 *
 * @param inputs one for each feature of the training set's service that the model sees, in order
 * @param tasks in order; a task comes after the one it depends on
 * @param weighting how the tasks' losses or gradients are put together; absent: as the sum of the
 *     losses with their declared weights
 * @param training settings of the run, such as batch size, epochs and the shares of the
 *     time-ordered split
 * @param ranking how its predictions become an order of candidates; nothing that training looks at
 */
public record Model(
    String name,
    String trainingSet,
    List<Input> inputs,
    List<Task> tasks,
    Choice architecture,
    Choice optimizer,
    Optional<Choice> weighting,
    Options training,
    Optional<RankingPolicy> ranking) {
  public Model {
    inputs = List.copyOf(inputs);
    tasks = List.copyOf(tasks);
  }

  /** A model that ranks nothing. */
  public Model(
      String name,
      String trainingSet,
      List<Input> inputs,
      List<Task> tasks,
      Choice architecture,
      Choice optimizer,
      Optional<Choice> weighting,
      Options training) {
    this(
        name,
        trainingSet,
        inputs,
        tasks,
        architecture,
        optimizer,
        weighting,
        training,
        Optional.empty());
  }

  /** The same model with other inputs. */
  public Model withInputs(List<Input> other) {
    return new Model(
        name, trainingSet, other, tasks, architecture, optimizer, weighting, training, ranking);
  }

  /** The same model with other tasks. */
  public Model withTasks(List<Task> other) {
    return new Model(
        name, trainingSet, inputs, other, architecture, optimizer, weighting, training, ranking);
  }

  /** The same model with another architecture. */
  public Model withArchitecture(Choice other) {
    return new Model(
        name, trainingSet, inputs, tasks, other, optimizer, weighting, training, ranking);
  }

  /** The same model with another optimizer. */
  public Model withOptimizer(Choice other) {
    return new Model(
        name, trainingSet, inputs, tasks, architecture, other, weighting, training, ranking);
  }

  /** The same model with another weighting, or none. */
  public Model withWeighting(Optional<Choice> other) {
    return new Model(
        name, trainingSet, inputs, tasks, architecture, optimizer, other, training, ranking);
  }

  /** The same model with other settings of the run. */
  public Model withTraining(Options other) {
    return new Model(
        name, trainingSet, inputs, tasks, architecture, optimizer, weighting, other, ranking);
  }

  /** The same model with another ranking, or none. */
  public Model withRanking(Optional<RankingPolicy> other) {
    return new Model(
        name, trainingSet, inputs, tasks, architecture, optimizer, weighting, training, other);
  }

  /** One of several exchangeable parts, by name, with its settings. */
  public record Choice(String name, Options options) {}
}
