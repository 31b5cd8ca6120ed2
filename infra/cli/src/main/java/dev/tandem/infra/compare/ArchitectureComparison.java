package dev.tandem.infra.compare;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Model.Choice;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Project;
import dev.tandem.infra.compare.ComparedArchitecture.Outcome;
import dev.tandem.infra.job.JobListener;
import dev.tandem.training.ProgressListener;
import dev.tandem.training.TrainingReport;
import dev.tandem.training.TrainingRun;
import dev.tandem.training.TrainingSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains a declared model once for each architecture and seed, on the same rows. The declared
 * architecture keeps its declared settings, every other has its own defaults; all else is equal.
 * Immutable.
 */
public final class ArchitectureComparison {
  private static final String SEED = "seed";

  private final Project project;
  private final Model model;
  private final Path trainingSet;
  private final Path bundles;

  /**
   * A comparison for a model of a project.
   *
   * @param trainingSet the folder of the model's training set
   * @param bundles where the bundle of each architecture and seed goes
   */
  public ArchitectureComparison(Project project, Model model, Path trainingSet, Path bundles) {
    this.project = project;
    this.model = model;
    this.trainingSet = trainingSet;
    this.bundles = bundles;
  }

  /**
   * Trains them one after the other; seeds count up from the declared one. An architecture that the
   * model's tasks do not suit is a result, not an error.
   */
  public List<ComparedArchitecture> run(
      List<String> architectures, int seeds, JobListener listener) {
    List<ComparedArchitecture> compared = new ArrayList<>();
    for (String architecture : architectures) {
      listener.begin("train " + architecture);
      ComparedArchitecture result = compare(architecture, seeds, listener);
      listener.done(result.refusal().orElse(seeds + " seeds"));
      compared.add(result);
    }
    return compared;
  }

  private ComparedArchitecture compare(String architecture, int seeds, JobListener listener) {
    long began = System.nanoTime();
    List<Outcome> outcomes = new ArrayList<>();
    try {
      long first = TrainingSettings.from(model.training()).seed();
      for (int i = 0; i < seeds; i++) {
        listener.reached(i, seeds, "seeds");
        outcomes.add(outcome(architecture, first + i));
      }
    } catch (InvalidDeclarationException e) {
      return ComparedArchitecture.refused(architecture, e.problems().get(0).message());
    }
    return ComparedArchitecture.of(
        architecture, outcomes, (System.nanoTime() - began) / 1e9 / seeds);
  }

  private Outcome outcome(String architecture, long seed) {
    Model variant = variant(architecture, seed);
    TrainingReport report =
        TrainingRun.of(
                project.withModels(List.of(variant)),
                variant.name(),
                trainingSet,
                bundles.resolve(architecture).resolve("seed-" + seed))
            .run(ProgressListener.SILENT);
    Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
    report.test().forEach(task -> metrics.put(task.task(), task.values()));
    return new Outcome(seed, metrics);
  }

  private Model variant(String architecture, long seed) {
    Model seeded = model.withTraining(model.training().with(SEED, List.of(Long.toString(seed))));
    return model.architecture().name().equals(architecture)
        ? seeded
        : seeded.withArchitecture(new Choice(architecture, Options.none()));
  }
}
