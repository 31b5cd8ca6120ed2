package dev.tandem.training;

import com.google.inject.Guice;
import com.google.inject.Module;
import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.TrainingSet;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.Table;
import dev.tandem.training.checkpoint.Checkpoints;
import dev.tandem.training.explain.Explanation;
import dev.tandem.training.metric.TaskMetrics;
import dev.tandem.training.rows.SampledNegatives;
import dev.tandem.training.rows.ServiceVersions;
import dev.tandem.training.rows.StoredRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;

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
  private final Map<String, String> tuned;
  private final boolean isExplained;

  private TrainingRun(
      Project project,
      Model model,
      Path trainingSet,
      Path bundle,
      List<Module> modules,
      Map<String, String> tuned,
      boolean isExplained) {
    this.project = project;
    this.model = model;
    this.trainingSet = trainingSet;
    this.bundle = bundle;
    this.modules = List.copyOf(modules);
    this.tuned = Map.copyOf(tuned);
    this.isExplained = isExplained;
  }

  /**
   * A run of a model.
   *
   * @param trainingSet the folder of the dataset that the backfill of the training set wrote
   * @param bundle the folder of the bundle's versions, made if it does not exist
   * @throws InvalidDeclarationException if there is no such model
   */
  public static TrainingRun of(Project project, String model, Path trainingSet, Path bundle) {
    return new TrainingRun(
        project, project.model(model), trainingSet, bundle, installedModules(), Map.of(), false);
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

  /** The names of the architectures that a model can have, those of extensions included. */
  public static List<String> architectures() {
    return Guice.createInjector(installedModules()).getInstance(ModelTrainer.class).architectures();
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
    return new TrainingRun(project, model, trainingSet, bundle, more, tuned, isExplained);
  }

  /**
   * The same run of a variant of the model that a search has found.
   *
   * @param variant of the same name
   * @param settings that were found, by path, for the bundle's provenance
   */
  public TrainingRun tuned(Model variant, Map<String, String> settings) {
    return new TrainingRun(project, variant, trainingSet, bundle, modules, settings, isExplained);
  }

  /** The same run, whose report also says what the model has learnt; that takes some seconds. */
  public TrainingRun explained() {
    return new TrainingRun(project, model, trainingSet, bundle, modules, tuned, true);
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
      throw failed(e);
    } catch (UncheckedIOException e) {
      throw failed(e.getCause());
    }
  }

  /**
   * The rows of the newest snapshot, for training variants of the model; the caller closes it.
   *
   * @throws InvalidDeclarationException if the model does not fit the training set
   * @throws UncheckedIOException if the training set cannot be read
   */
  public ModelVariants variants() {
    try {
      LocalDataset dataset = newestSnapshot();
      CompiledService service = service();
      StoredRows stored = rowsOf(dataset, service);
      return new ModelVariants(
          Guice.createInjector(modules).getInstance(ModelTrainer.class),
          service.features(),
          stored,
          dataset.manifest().inputFingerprint());
    } catch (IOException e) {
      throw failed(e);
    } catch (UncheckedIOException e) {
      throw failed(e.getCause());
    }
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException(
        "cannot train '" + model.name() + "' on " + trainingSet + ": " + e.getMessage(), e);
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

  /**
   * Trains another model on the same training set and says how well it predicts the test rows;
   * publishes nothing. Errors as {@link #run}.
   *
   * @param other has the training set of this run's model
   */
  public List<TaskMetrics> measure(Model other, ProgressListener listener) {
    return measure(other, UnaryOperator.identity(), listener);
  }

  /** The same on a view of the rows. */
  List<TaskMetrics> measure(
      Model other, UnaryOperator<StoredRows> view, ProgressListener listener) {
    try {
      CompiledService service = service();
      StoredRows stored = view.apply(rowsOf(newestSnapshot(), service));
      try (TrainedModel trained = train(stored, service, other, Checkpoints.none(), listener)) {
        return trained.testMetrics();
      }
    } catch (IOException e) {
      throw failed(e);
    } catch (UncheckedIOException e) {
      throw failed(e.getCause());
    }
  }

  private CompiledService service() {
    return CompiledService.compile(project, project.trainingSet(model.trainingSet()).service());
  }

  /** The rows of a snapshot that was written for the declarations as they are now. */
  private StoredRows rowsOf(LocalDataset dataset, CompiledService service) throws IOException {
    TrainingSet declared = project.trainingSet(model.trainingSet());
    ServiceVersions.requireSame(dataset, service, declared);
    StoredRows stored = StoredRows.of(dataset);
    SampledNegatives.requireDeclared(stored, declared);
    return stored;
  }

  private TrainedModel train(
      StoredRows stored,
      CompiledService service,
      Model of,
      Checkpoints checkpoints,
      ProgressListener listener) {
    return Guice.createInjector(modules)
        .getInstance(ModelTrainer.class)
        .train(of, service.features(), stored, checkpoints, listener);
  }

  private TrainingReport runOn(LocalDataset dataset, ProgressListener listener) throws IOException {
    long start = System.nanoTime();
    CompiledService service = service();
    String fingerprint = dataset.manifest().inputFingerprint();
    Checkpoints checkpoints =
        Checkpoints.in(
            bundle.resolve(CHECKPOINTS), RunFingerprint.of(model, fingerprint, service.version()));
    try (TrainedModel trained =
        train(rowsOf(dataset, service), service, model, checkpoints, listener)) {
      List<TaskMetrics> test = trained.testMetrics();
      Table predictions = TestPredictions.table(trained, model.tasks());
      ModelBundle published =
          new BundlePublication(project, model, service, tuned)
              .publish(trained, test, fingerprint, bundle);
      TestPredictions.publish(
          bundle.resolve(PREDICTIONS), predictions, published.manifest().provenance());
      checkpoints.clear();
      TrainingSettings settings = TrainingSettings.from(model.training());
      Optional<Explanation> explanation =
          isExplained
              ? Optional.of(trained.explain(settings, published, dataset))
              : Optional.empty();
      return new TrainingReport(
          model.name(),
          model.architecture().name(),
          published.manifest().provenance().rows(),
          test,
          trained.epochs(),
          trained.bestEpoch(),
          published.directory(),
          bundle.resolve(PREDICTIONS),
          explanation,
          (System.nanoTime() - start) / 1e9);
    }
  }
}
