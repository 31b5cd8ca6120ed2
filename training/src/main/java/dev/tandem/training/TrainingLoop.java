package dev.tandem.training;

import dev.tandem.features.bundle.Tensor;
import dev.tandem.features.declaration.Task;
import dev.tandem.training.checkpoint.Checkpoint;
import dev.tandem.training.checkpoint.Checkpoints;
import dev.tandem.training.learner.DivergedException;
import dev.tandem.training.learner.Learner;
import dev.tandem.training.learner.Predictions;
import dev.tandem.training.metric.RowGroups;
import dev.tandem.training.metric.TaskMetrics;
import dev.tandem.training.rows.TimeSplit;
import dev.tandem.training.rows.TrainingRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Epoch after epoch until the validation score stops rising. Goes on from a checkpoint if there is
 * one, and then comes to the same bits as a run that was never stopped.
 */
final class TrainingLoop {
  private final List<Task> tasks;
  private final TrainingSettings settings;
  private final TrainingRows rows;
  private final Learner learner;
  private final Checkpoints checkpoints;
  private final ProgressListener listener;
  private final EarlyStopping stopping;
  private final StoppingScore score;
  private final Optional<RowGroups> validationGroups;
  private final List<EpochReport> epochs = new ArrayList<>();
  private int stepsTaken;
  private double lossSum;
  private double secondsBefore;
  private long started;

  TrainingLoop(
      List<Task> tasks,
      TrainingSettings settings,
      TrainingRows rows,
      Learner learner,
      Checkpoints checkpoints,
      ProgressListener listener) {
    this.tasks = tasks;
    this.settings = settings;
    this.rows = rows;
    this.learner = learner;
    this.checkpoints = checkpoints;
    this.listener = listener;
    this.stopping = new EarlyStopping(settings.patience());
    this.score = StoppingScore.of(settings, tasks);
    TimeSplit split = rows.split();
    this.validationGroups =
        settings.group().map(column -> groups(column, split.validationFrom(), split.testFrom()));
  }

  private RowGroups groups(String column, int from, int to) {
    return new RowGroups(column).add(rows.columns(List.of(column), from, to).column(column));
  }

  /** Runs from the newest checkpoint, or the beginning, to the end. */
  TrainedModel run() {
    resume();
    advance(settings.epochs());
    return finish();
  }

  /** Goes on until so many epochs have been run in all, or the score has stopped rising. */
  void advance(int epochsInAll) {
    int until = Math.min(epochsInAll, settings.epochs());
    while (epochs.size() < until && !isOver()) {
      int epoch = epochs.size() + 1;
      takeSteps(epoch);
      endEpoch(epoch);
    }
  }

  /** True if no epoch is left to run. */
  boolean isOver() {
    int last = epochs.size();
    return last >= settings.epochs()
        || (rows.split().validationRows() > 0 && last > 0 && stopping.shouldStop(last));
  }

  /** The epochs run so far. */
  List<EpochReport> epochs() {
    return List.copyOf(epochs);
  }

  /** What is known of the best epoch so far. */
  EarlyStopping stopping() {
    return stopping;
  }

  private TrainedModel finish() {
    TimeSplit split = rows.split();
    int best = stopping.bestEpoch() == 0 ? epochs.size() : stopping.bestEpoch();
    if (best < epochs.size()) {
      learner.restore(stopping.bestWeights());
    }
    Predictions test = Predictions.of(learner, tasks, rows, split.testFrom(), split.rows());
    List<TaskMetrics> metrics =
        test.metrics(
            settings.group().map(column -> groups(column, split.testFrom(), split.rows())));
    return new TrainedModel(tasks, rows, learner, epochs, best, test, metrics);
  }

  private void takeSteps(int epoch) {
    started = System.nanoTime();
    int[] order = Shuffle.of(rows.split().trainingRows(), settings.seed(), epoch);
    int steps = (order.length + settings.batchSize() - 1) / settings.batchSize();
    while (stepsTaken < steps) {
      int from = stepsTaken * settings.batchSize();
      double loss = learner.step(order, from, Math.min(settings.batchSize(), order.length - from));
      requireFinite(loss, epoch);
      lossSum += loss;
      stepsTaken++;
      if (stepsTaken < steps && settings.checkpoints().areDueWithin(stepsTaken)) {
        checkpoint(epoch);
      }
      listener.stepped(epoch, stepsTaken, steps, loss);
    }
  }

  private void requireFinite(double loss, int epoch) {
    try {
      learner.requireFinite(loss, epoch);
    } catch (DivergedException e) {
      throw checkpoints
          .good()
          .map(
              file ->
                  new DivergedException(
                      e.getMessage() + "; the last checkpoint before it is " + file))
          .orElse(e);
    }
  }

  private void endEpoch(int epoch) {
    List<TaskMetrics> metrics = List.of();
    List<OptionalDouble> skills = tasks.stream().map(task -> OptionalDouble.empty()).toList();
    TimeSplit split = rows.split();
    if (split.validationRows() > 0) {
      Predictions validation =
          Predictions.of(learner, tasks, rows, split.validationFrom(), split.testFrom());
      metrics = validation.metrics(validationGroups);
      skills = TaskSkills.of(rows, validation, metrics);
    }
    List<Double> losses =
        learner.endEpoch(epoch, skills).stream().map(mean -> mean.orElse(Double.NaN)).toList();
    double reached = metrics.isEmpty() ? Double.NaN : score.of(metrics);
    EpochReport report =
        new EpochReport(epoch, lossSum / stepsTaken, losses, metrics, reached, secondsOfEpoch());
    epochs.add(report);
    if (stopping.isBest(reached)) {
      stopping.keep(epoch, reached, learner.weights());
    }
    stepsTaken = 0;
    lossSum = 0;
    secondsBefore = 0;
    if (settings.checkpoints().areDueAfter(epoch)) {
      checkpoint(epoch + 1);
    }
    listener.epochEnded(report);
  }

  private double secondsOfEpoch() {
    return secondsBefore + (System.nanoTime() - started) / 1e9;
  }

  private void checkpoint(int epoch) {
    RunState state =
        new RunState(
            epoch,
            stepsTaken,
            lossSum,
            stepsTaken == 0 ? 0 : secondsOfEpoch(),
            epochs,
            stopping.bestEpoch(),
            stopping.bestScore(),
            learner.memory());
    List<Tensor> tensors = new ArrayList<>(learner.state());
    tensors.addAll(stopping.bestWeights());
    checkpoints.write(state.toBytes(), tensors);
  }

  private void resume() {
    checkpoints.newest(listener::checkpointPassedOver).ifPresent(this::resume);
  }

  private void resume(Checkpoint checkpoint) {
    RunState state = RunState.from(checkpoint.state());
    // A copy of the weights as they are now has the shape of those of the best epoch.
    List<Tensor> best = state.bestEpoch() == 0 ? List.of() : learner.weights();
    List<Tensor> tensors = new ArrayList<>(learner.state());
    tensors.addAll(best);
    checkpoint.read(tensors);
    learner.remember(state.learner());
    stopping.keep(state.bestEpoch(), state.bestScore(), best);
    epochs.addAll(state.epochs());
    stepsTaken = state.steps();
    lossSum = state.lossSum();
    secondsBefore = state.seconds();
    listener.resumed(state.epoch(), state.steps());
  }
}
