package dev.tandem.training;

import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.bundle.Provenance.SplitRows;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.table.Field;
import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.position.PositionTower;
import dev.tandem.training.learner.Learner;
import dev.tandem.training.learner.LearnerSettings;
import dev.tandem.training.optimizer.OptimizerFactory;
import dev.tandem.training.rows.ConstantInputs;
import dev.tandem.training.rows.StoredRows;
import dev.tandem.training.rows.TimeSplit;
import dev.tandem.training.rows.TrainingRows;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Trains declared models on tables. Thread-safe; each training has threads of its own. */
public final class ModelTrainer {
  private final Map<String, Architecture> architectures;
  private final Map<String, OptimizerFactory> optimizers;

  @Inject
  ModelTrainer(Map<String, Architecture> architectures, Map<String, OptimizerFactory> optimizers) {
    this.architectures = architectures;
    this.optimizers = optimizers;
  }

  /** The names of the architectures, in order. */
  List<String> architectures() {
    return List.copyOf(new TreeSet<>(architectures.keySet()));
  }

  /**
   * Refuses what can be known to be wrong before there are rows: an architecture or optimizer that
   * does not exist, a wrong setting of the optimizer or the training.
   *
   * @throws InvalidDeclarationException if there is such a mistake
   */
  void requireTrainable(Model model) {
    requireUsable(model);
    StoppingScore.of(TrainingSettings.from(model.training()), model.tasks());
    chosen("architecture", model.architecture().name(), architectures);
    chosen("optimizer", model.optimizer().name(), optimizers).create(model.optimizer().options());
  }

  /**
   * Trains a model; the caller closes what is returned.
   *
   * @param layout the fields of the model's feature service
   * @param stored the training set: event columns, the layout's fields and the labels
   * @throws InvalidDeclarationException if a part of the model does not exist, has a wrong setting,
   *     or does not fit the rows
   * @throws dev.tandem.training.learner.DivergedException if the loss is no longer finite
   */
  public TrainedModel train(
      Model model, List<Field> layout, StoredRows stored, ProgressListener listener) {
    TrainingRows rows = prepare(model, layout, stored);
    try {
      Learner learner = learner(model, rows);
      try {
        return loop(model, rows, learner, listener).run();
      } catch (RuntimeException e) {
        learner.close();
        throw e;
      }
    } catch (RuntimeException e) {
      rows.close();
      throw e;
    }
  }

  /**
   * The rows as a model reads them; models that differ in neither inputs, tasks nor shares of the
   * split can be trained on the same.
   *
   * @throws InvalidDeclarationException if a part of the model does not fit the table
   */
  TrainingRows prepare(Model model, List<Field> layout, StoredRows stored) {
    requireUsable(model);
    TrainingSettings settings = TrainingSettings.from(model.training());
    StoppingScore.of(settings, model.tasks());
    settings.group().ifPresent(column -> requireColumn(stored, column));
    return TrainingRows.of(
        stored,
        layout,
        model.inputs(),
        model.tasks(),
        settings.validationShare(),
        settings.testShare());
  }

  /**
   * Begins a training on prepared rows, which goes on as it is told to.
   *
   * @param afterwards is run when the training is closed
   * @throws InvalidDeclarationException if a part of the model does not exist or has a wrong
   *     setting
   */
  PausableTraining begin(
      Model model, TrainingRows rows, ProgressListener listener, Runnable afterwards) {
    Learner learner = learner(model, rows);
    return new PausableTraining(loop(model, rows, learner, listener), learner, afterwards);
  }

  private static TrainingLoop loop(
      Model model, TrainingRows rows, Learner learner, ProgressListener listener) {
    TimeSplit split = rows.split();
    listener.prepared(
        new SplitRows(split.trainingRows(), split.validationRows(), split.testRows()));
    List<String> constant = ConstantInputs.of(rows);
    if (!constant.isEmpty()) {
      listener.constantInputs(constant);
    }
    TrainingSettings settings = TrainingSettings.from(model.training());
    return new TrainingLoop(model.tasks(), settings, rows, learner, listener);
  }

  private Learner learner(Model model, TrainingRows rows) {
    TrainingSettings settings = TrainingSettings.from(model.training());
    Architecture architecture =
        new PositionTower(chosen("architecture", model.architecture().name(), architectures));
    OptimizerFactory optimizer = chosen("optimizer", model.optimizer().name(), optimizers);
    LearnerSettings learnerSettings =
        new LearnerSettings(
            architecture,
            model.tasks(),
            model.architecture().options(),
            optimizer.create(model.optimizer().options()),
            settings.batchSize(),
            settings.threads(),
            settings.embeddingPenalty(),
            settings.seed());
    return new Learner(learnerSettings, rows);
  }

  private static void requireColumn(StoredRows stored, String group) {
    List<String> names = stored.fields().stream().map(Field::name).toList();
    if (!names.contains(group)) {
      throw invalid(
          "training.group",
          "found '"
              + group
              + "', which the training set does not have, it has: "
              + String.join(", ", names));
    }
  }

  private static void requireUsable(Model model) {
    if (model.inputs().isEmpty() || model.tasks().isEmpty()) {
      throw invalid("models." + model.name(), "a model needs an input and a task");
    }
    for (Task task : model.tasks()) {
      if (List.of(ModelBundle.DENSE_INPUT, ModelBundle.IDS_INPUT).contains(task.name())) {
        throw invalid("tasks." + task.name(), "an input of the network bears this name");
      }
    }
  }

  private static <T> T chosen(String part, String name, Map<String, T> known) {
    T chosen = known.get(name);
    if (chosen == null) {
      throw invalid(
          part + ".name",
          "unknown "
              + part
              + " '"
              + name
              + "', known: "
              + String.join(", ", new TreeSet<>(known.keySet())));
    }
    return chosen;
  }

  private static InvalidDeclarationException invalid(String field, String message) {
    return new InvalidDeclarationException(List.of(new Problem(field, message)));
  }
}
