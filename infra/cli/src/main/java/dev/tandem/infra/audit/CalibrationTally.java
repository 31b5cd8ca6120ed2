package dev.tandem.infra.audit;

import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.OutcomeLabel;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.serving.log.ServedColumns;
import dev.tandem.training.metric.CalibrationCurve;
import dev.tandem.training.metric.Ranking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Gathers predictions whose labels are known by now. Not thread-safe. */
final class CalibrationTally {
  private static final int BINS = 20;

  private final Project project;
  private final List<Model> models;
  private final Map<Subject, Pairs> gathered = new LinkedHashMap<>();

  /** Whose predictions are measured. */
  private record Subject(String model, String version, Task task) {}

  /** Predictions and what happened. */
  private static final class Pairs {
    private float[] predicted = new float[1024];
    private float[] happened = new float[1024];
    private int size;

    void add(double prediction, double label) {
      if (size == predicted.length) {
        predicted = Arrays.copyOf(predicted, 2 * size);
        happened = Arrays.copyOf(happened, 2 * size);
      }
      predicted[size] = (float) prediction;
      happened[size++] = (float) label;
    }
  }

  /** The models of a project that read a service. */
  CalibrationTally(Project project, String service) {
    this.project = project;
    this.models =
        project.models().stream()
            .filter(m -> project.trainingSet(m.trainingSet()).service().equals(service))
            .toList();
  }

  /** The labels of the models' tasks that can be looked up for rows with these columns. */
  List<OutcomeLabel> labels(List<Field> columns) {
    return outcomes().stream().filter(label -> columns.containsAll(on(label))).toList();
  }

  /** What is missing for the others, in words. */
  List<String> obstacles(List<Field> columns) {
    Map<String, List<String>> labels = new LinkedHashMap<>();
    for (OutcomeLabel label : outcomes()) {
      List<String> missing =
          on(label).stream().filter(f -> !columns.contains(f)).map(Field::name).toList();
      if (!missing.isEmpty()) {
        labels
            .computeIfAbsent(String.join(", ", missing), key -> new ArrayList<>())
            .add(label.name());
      }
    }
    List<String> obstacles = new ArrayList<>();
    labels.forEach(
        (missing, names) ->
            obstacles.add(
                "no calibration by "
                    + String.join(", ", names)
                    + ": served rows do not have "
                    + missing
                    + ", which is neither an entity key nor a request field of the service"));
    return obstacles;
  }

  /** The labels that are looked up; what a row says itself is in no served row. */
  private List<OutcomeLabel> outcomes() {
    return models.stream()
        .flatMap(model -> model.tasks().stream())
        .map(task -> project.label(task.label()))
        .distinct()
        .filter(OutcomeLabel.class::isInstance)
        .map(OutcomeLabel.class::cast)
        .toList();
  }

  private List<Field> on(OutcomeLabel label) {
    return label.on().stream()
        .map(name -> project.source(label.source()).find(name).orElseThrow().field())
        .toList();
  }

  /** Gathers rows with the labels that were looked up for them. */
  void add(Table served, Recomputed recomputed, List<OutcomeLabel> labels) {
    for (Model model : models) {
      for (Task task : model.tasks()) {
        Optional<Column> predictions = served.find(ServedColumns.prediction(task.name()));
        boolean known = labels.stream().anyMatch(label -> label.name().equals(task.label()));
        if (predictions.isPresent() && known) {
          add(served, recomputed, model, task, (DoubleColumn) predictions.get());
        }
      }
    }
  }

  private void add(
      Table served, Recomputed recomputed, Model model, Task task, DoubleColumn predictions) {
    Column labels = recomputed.values(project.label(task.label()).column());
    Optional<Column> space = space(recomputed, model, task);
    if (task.space().isPresent() && space.isEmpty()) {
      return;
    }
    for (int row = 0; row < served.rows(); row++) {
      boolean inSpace = space.isEmpty() || number(space.get(), row) == 1;
      if (inSpace
          && !labels.isNull(row)
          && model.name().equals(served.strings(ServedColumns.MODEL).value(row))) {
        Subject subject =
            new Subject(model.name(), served.strings(ServedColumns.MODEL_VERSION).value(row), task);
        gathered
            .computeIfAbsent(subject, key -> new Pairs())
            .add(predictions.value(row), number(labels, row));
      }
    }
  }

  /** The label that says which rows are in the task's sample space; empty if it is not known. */
  private Optional<Column> space(Recomputed recomputed, Model model, Task task) {
    return task.space()
        .flatMap(
            name -> model.tasks().stream().filter(other -> other.name().equals(name)).findFirst())
        .flatMap(other -> recomputed.find(project.label(other.label()).column()));
  }

  private static double number(Column column, int row) {
    return column instanceof DoubleColumn doubles
        ? doubles.value(row)
        : ((LongColumn) column).value(row);
  }

  /** What was gathered, by model, version and task. */
  List<TaskCalibration> calibrations() {
    return gathered.entrySet().stream()
        .map(entry -> calibration(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static TaskCalibration calibration(Subject subject, Pairs pairs) {
    float[] predicted = Arrays.copyOf(pairs.predicted, pairs.size);
    float[] happened = Arrays.copyOf(pairs.happened, pairs.size);
    OptionalDouble error =
        subject.task().kind() == Task.Kind.BINARY
            ? CalibrationCurve.of(Ranking.ofProbabilities(predicted, happened), BINS).error()
            : OptionalDouble.empty();
    return new TaskCalibration(
        subject.model(),
        subject.version(),
        subject.task().name(),
        pairs.size,
        sum(predicted),
        sum(happened),
        error);
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }
}
