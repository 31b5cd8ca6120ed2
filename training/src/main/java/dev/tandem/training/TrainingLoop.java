package dev.tandem.training;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.learner.Learner;
import dev.tandem.training.learner.Predictions;
import dev.tandem.training.metric.RowGroups;
import dev.tandem.training.metric.TaskMetrics;
import dev.tandem.training.rows.TimeSplit;
import dev.tandem.training.rows.TrainingRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Epoch after epoch until the validation score stops rising. */
final class TrainingLoop {
  private final List<Task> tasks;
  private final TrainingSettings settings;
  private final TrainingRows rows;
  private final Learner learner;
  private final ProgressListener listener;
  private final EarlyStopping stopping;
  private final StoppingScore score;
  private final Optional<RowGroups> validationGroups;
  private final List<EpochReport> epochs = new ArrayList<>();

  TrainingLoop(
      List<Task> tasks,
      TrainingSettings settings,
      TrainingRows rows,
      Learner learner,
      ProgressListener listener) {
    this.tasks = tasks;
    this.settings = settings;
    this.rows = rows;
    this.learner = learner;
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

  TrainedModel run() {
    advance(settings.epochs());
    return finish();
  }

  /** Goes on until so many epochs have been run in all, or the score has stopped rising. */
  void advance(int epochsInAll) {
    int until = Math.min(epochsInAll, settings.epochs());
    while (epochs.size() < until && !isOver()) {
      EpochReport report = runEpoch(epochs.size() + 1);
      epochs.add(report);
      listener.epochEnded(report);
      if (stopping.isBest(report.score())) {
        stopping.keep(report.epoch(), report.score(), learner.weights());
      }
    }
  }

  /** True if no epoch is left to run. */
  boolean isOver() {
    int last = epochs.size();
    return last == settings.epochs()
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

  private EpochReport runEpoch(int epoch) {
    long start = System.nanoTime();
    int[] order = Shuffle.of(rows.split().trainingRows(), settings.seed(), epoch);
    int steps = (order.length + settings.batchSize() - 1) / settings.batchSize();
    double sum = 0;
    for (int step = 1; step <= steps; step++) {
      int from = (step - 1) * settings.batchSize();
      double loss = learner.step(order, from, Math.min(settings.batchSize(), order.length - from));
      learner.requireFinite(loss, epoch);
      listener.stepped(epoch, step, steps, loss);
      sum += loss;
    }
    List<TaskMetrics> validation = validate();
    double reached = validation.isEmpty() ? Double.NaN : score.of(validation);
    return new EpochReport(
        epoch, sum / steps, validation, reached, (System.nanoTime() - start) / 1e9);
  }

  private List<TaskMetrics> validate() {
    TimeSplit split = rows.split();
    return split.validationRows() == 0
        ? List.of()
        : Predictions.of(learner, tasks, rows, split.validationFrom(), split.testFrom())
            .metrics(validationGroups);
  }
}
