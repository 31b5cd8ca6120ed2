package dev.tandem.training;

import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.bundle.Provenance.SplitRows;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Model.Choice;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.table.Field;
import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.position.PositionTower;
import dev.tandem.training.checkpoint.Checkpoints;
import dev.tandem.training.learner.Learner;
import dev.tandem.training.learner.LearnerSettings;
import dev.tandem.training.learner.Regularization;
import dev.tandem.training.optimizer.GradientClip;
import dev.tandem.training.optimizer.Optimizer;
import dev.tandem.training.optimizer.OptimizerFactory;
import dev.tandem.training.rows.ConstantInputs;
import dev.tandem.training.rows.StoredRows;
import dev.tandem.training.rows.TimeSplit;
import dev.tandem.training.rows.TrainingRows;
import dev.tandem.training.weighting.WeightedTasks;
import dev.tandem.training.weighting.Weighting;
import dev.tandem.training.weighting.WeightingFactory;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Trains declared models on tables. Thread-safe; each training has threads of its own. */
public final class ModelTrainer {
  private static final Choice FIXED = new Choice("fixed", Options.none());

  private final Map<String, Architecture> architectures;
  private final Map<String, OptimizerFactory> optimizers;
  private final Map<String, WeightingFactory> weightings;

  @Inject
  ModelTrainer(
      Map<String, Architecture> architectures,
      Map<String, OptimizerFactory> optimizers,
      Map<String, WeightingFactory> weightings) {
    this.architectures = architectures;
    this.optimizers = optimizers;
    this.weightings = weightings;
  }

  /** The names of the architectures, in order. */
  List<String> architectures() {
    return List.copyOf(new TreeSet<>(architectures.keySet()));
  }

  /**
   * Refuses what can be known to be wrong before there are rows: an architecture, optimizer or
   * weighting that does not exist, a wrong setting of the latter two or the training.
   *
   * @throws InvalidDeclarationException if there is such a mistake
   */
  void requireTrainable(Model model) {
    requireUsable(model);
    TrainingSettings settings = TrainingSettings.from(model.training());
    StoppingScore.of(settings, model.tasks());
    chosen("architecture", model.architecture().name(), architectures);
    GradientClip.from(model.optimizer().options());
    optimizer(model);
    weighting(model, settings);
  }

  private Optimizer optimizer(Model model) {
    return chosen("optimizer", model.optimizer().name(), optimizers)
        .create(GradientClip.others(model.optimizer().options()));
  }

  private Weighting weighting(Model model, TrainingSettings settings) {
    Choice choice = model.weighting().orElse(FIXED);
    WeightedTasks tasks =
        new WeightedTasks(model.tasks(), settings.validationShare(), settings.seed());
    return chosen("weighting", choice.name(), weightings).create(tasks, choice.options());
  }

  /**
   * Trains a model from its beginning to its end, as {@link #train(Model, List, StoredRows,
   * Checkpoints, ProgressListener)} does without checkpoints.
   */
  public TrainedModel train(
      Model model, List<Field> layout, StoredRows stored, ProgressListener listener) {
    return train(model, layout, stored, Checkpoints.none(), listener);
  }

  /**
   * Trains a model; the caller closes what is returned.
   *
   * @param layout the fields of the model's feature service
   * @param stored the training set: event columns, the layout's fields and the labels
   * @param checkpoints from the newest of which the training goes on, and to which it writes
   * @throws InvalidDeclarationException if a part of the model does not exist, has a wrong setting,
   *     or does not fit the rows
   * @throws dev.tandem.training.learner.DivergedException if the loss is no longer finite
   */
  public TrainedModel train(
      Model model,
      List<Field> layout,
      StoredRows stored,
      Checkpoints checkpoints,
      ProgressListener listener) {
    TrainingRows rows = prepare(model, layout, stored);
    try {
      Learner learner = learner(model, rows);
      try {
        return loop(model, rows, learner, checkpoints, listener).run();
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
    TrainingLoop loop = loop(model, rows, learner, Checkpoints.none(), listener);
    return new PausableTraining(loop, learner, afterwards);
  }

  private static TrainingLoop loop(
      Model model,
      TrainingRows rows,
      Learner learner,
      Checkpoints checkpoints,
      ProgressListener listener) {
    TimeSplit split = rows.split();
    listener.prepared(
        new SplitRows(split.trainingRows(), split.validationRows(), split.testRows()));
    List<String> constant = ConstantInputs.of(rows);
    if (!constant.isEmpty()) {
      listener.constantInputs(constant);
    }
    TrainingSettings settings = TrainingSettings.from(model.training());
    return new TrainingLoop(model.tasks(), settings, rows, learner, checkpoints, listener);
  }

  private Learner learner(Model model, TrainingRows rows) {
    TrainingSettings settings = TrainingSettings.from(model.training());
    Architecture architecture =
        new PositionTower(chosen("architecture", model.architecture().name(), architectures));
    LearnerSettings learnerSettings =
        new LearnerSettings(
            architecture,
            model.tasks(),
            model.architecture().options(),
            optimizer(model),
            settings.batchSize(),
            settings.threads(),
            new Regularization(
                settings.embeddingPenalty(),
                settings.matrixPenalty(),
                GradientClip.from(model.optimizer().options())),
            settings.seed());
    return new Learner(learnerSettings, rows, weighting(model, settings));
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
