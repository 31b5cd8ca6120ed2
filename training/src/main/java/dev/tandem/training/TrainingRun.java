package dev.tandem.training;

import com.google.inject.Guice;
import com.google.inject.Module;
import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.training.checkpoint.Checkpoints;
import dev.tandem.training.metric.TaskMetrics;
import dev.tandem.training.rows.LabelColumns;
import dev.tandem.training.rows.SampledNegatives;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Trains one declared model on the newest snapshot of its training set and publishes it: a bundle
 * in {@code bundle}, and beside its versions, in {@code predictions}, the predictions for the test
 * rows. While it trains, the state of the run is kept in {@code checkpoints}; a run of the same
 * model on the same snapshot goes on from there. Immutable.
 */
public final class TrainingRun {
  private static final String PREDICTIONS = "predictions";
  private static final String CHECKPOINTS = "checkpoints";

  private final Project project;
  private final Model model;
  private final Path trainingSet;
  private final Path bundle;
  private final List<Module> modules;

  private TrainingRun(
      Project project, Model model, Path trainingSet, Path bundle, List<Module> modules) {
    this.project = project;
    this.model = model;
    this.trainingSet = trainingSet;
    this.bundle = bundle;
    this.modules = List.copyOf(modules);
  }

  /**
   * A run of a model.
   *
   * @param trainingSet the folder of the dataset that the backfill of the training set wrote
   * @param bundle the folder of the bundle's versions, made if it does not exist
   * @throws InvalidDeclarationException if there is no such model
   */
  public static TrainingRun of(Project project, String model, Path trainingSet, Path bundle) {
    return new TrainingRun(project, project.model(model), trainingSet, bundle, installedModules());
  }

  /**
   * Refuses a model that no training set could make trainable: its architecture, optimizer or
   * weighting does not exist, or a setting of the latter two or the training is wrong. Settings of
   * the architecture and the labels are looked at when the model is trained.
   *
   * @throws InvalidDeclarationException with the model in front of what is wrong
   */
  public static void requireTrainable(Model model) {
    try {
      Guice.createInjector(installedModules())
          .getInstance(ModelTrainer.class)
          .requireTrainable(model);
    } catch (InvalidDeclarationException e) {
      throw new InvalidDeclarationException(
          e.problems().stream()
              .map(problem -> new Problem(path(model, problem), problem.message()))
              .toList(),
          e);
    }
  }

  private static String path(Model model, Problem problem) {
    String start = "models." + model.name();
    return problem.field().startsWith(start) ? problem.field() : start + "." + problem.field();
  }

  private static List<Module> installedModules() {
    List<Module> modules = new ArrayList<>();
    modules.add(new TrainingModule());
    ServiceLoader.load(TrainingExtension.class).forEach(modules::add);
    return modules;
  }

  /** The same run with one more module, which may bind architectures, optimizers and weightings. */
  public TrainingRun with(Module module) {
    List<Module> more = new ArrayList<>(modules);
    more.add(module);
    return new TrainingRun(project, model, trainingSet, bundle, more);
  }

  /**
   * Trains and publishes. Nothing is published if it throws.
   *
   * @throws InvalidDeclarationException if the model does not fit the training set or Tandem
   * @throws dev.tandem.training.learner.DivergedException if the loss is no longer finite
   * @throws dev.tandem.training.export.ExportMismatchException if the exported network differs
   * @throws UncheckedIOException if the training set cannot be read or the bundle not be written
   */
  public TrainingReport run(ProgressListener listener) {
    try {
      return runOn(newestSnapshot(), listener);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot train '" + model.name() + "' on " + trainingSet + ": " + e.getMessage(), e);
    }
  }

  private LocalDataset newestSnapshot() throws IOException {
    return LocalDataset.openLatest(trainingSet)
        .orElseThrow(
            () ->
                new IOException(
                    "there is no snapshot of the training set '"
                        + model.trainingSet()
                        + "'; backfill it first"));
  }

  private TrainingReport runOn(LocalDataset dataset, ProgressListener listener) throws IOException {
    long start = System.nanoTime();
    CompiledService service =
        CompiledService.compile(project, project.trainingSet(model.trainingSet()).service());
    Table table = dataset.read(columns(dataset, service));
    SampledNegatives.requireDeclared(table, project.trainingSet(model.trainingSet()));
    ModelTrainer trainer = Guice.createInjector(modules).getInstance(ModelTrainer.class);
    Checkpoints checkpoints =
        Checkpoints.in(
            bundle.resolve(CHECKPOINTS),
            RunFingerprint.of(model, dataset.manifest().inputFingerprint(), service.version()));
    try (TrainedModel trained =
        trainer.train(model, service.features(), table, checkpoints, listener)) {
      List<TaskMetrics> test = trained.test().metrics();
      Table predictions = TestPredictions.table(trained, model.tasks());
      ModelBundle published =
          new BundlePublication(project, model, service)
              .publish(trained, test, dataset.manifest().inputFingerprint(), bundle);
      TestPredictions.publish(
          bundle.resolve(PREDICTIONS), predictions, published.manifest().provenance());
      checkpoints.clear();
      return new TrainingReport(
          model.name(),
          model.architecture().name(),
          published.manifest().provenance().rows(),
          test,
          trained.epochs(),
          trained.bestEpoch(),
          published.directory(),
          bundle.resolve(PREDICTIONS),
          (System.nanoTime() - start) / 1e9);
    }
  }

  /** The columns to read; a label that is not there is left to be reported with its task. */
  private List<String> columns(LocalDataset dataset, CompiledService service) {
    Set<String> columns = new LinkedHashSet<>();
    EventColumns.FIELDS.forEach(field -> columns.add(field.name()));
    service.features().forEach(field -> columns.add(field.name()));
    List<String> present = dataset.manifest().fields().stream().map(Field::name).toList();
    model.tasks().stream()
        .map(task -> LabelColumns.name(task.label()))
        .filter(present::contains)
        .forEach(columns::add);
    Stream.of(EventColumns.RATE).filter(present::contains).forEach(columns::add);
    return List.copyOf(columns);
  }
}
