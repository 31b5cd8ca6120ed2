package dev.tandem.infra.job;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.ProjectValidator;
import dev.tandem.features.search.SearchSpace;
import dev.tandem.infra.report.TuningPage;
import dev.tandem.pipelines.ledger.Ledger;
import dev.tandem.training.EpochReport;
import dev.tandem.training.ModelVariants;
import dev.tandem.training.TrainingReport;
import dev.tandem.training.TrainingRun;
import dev.tandem.training.tuning.TrialResult;
import dev.tandem.training.tuning.Tuning;
import dev.tandem.training.tuning.TuningListener;
import dev.tandem.training.tuning.TuningReport;
import dev.tandem.training.tuning.TuningSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Searches for better settings of a model, then trains and publishes it with the best ones. */
public final class TuneJob {
  private final Project project;
  private final TandemHome home;
  private final JobListener listener;

  /** The search for a model of a project that is valid, on a training set that is backfilled. */
  public TuneJob(Project project, TandemHome home, JobListener listener) {
    this.project = project;
    this.home = home;
    this.listener = listener;
  }

  /**
   * Searches and publishes.
   *
   * @param model of the project, perhaps with another metric than it declares
   * @throws InvalidDeclarationException if a trial has a setting that is refused
   * @throws dev.tandem.training.tuning.TuningFailedException if no trial came to a result
   * @throws JobFailedException if the best trial cannot be repeated
   */
  public TunedModel run(Model model, SearchSpace space, TuningSettings settings) {
    Path trainingSet = home.trainingSet(model.trainingSet());
    TrainingRun run = TrainingRun.of(project, model.name(), trainingSet, home.bundle(model.name()));
    Tuning tuning = Tuning.of(model, space, settings);
    return Ledger.in(home.ledger().toString())
        .record("tune", model.name(), () -> publish(run, search(run, tuning, model), space));
  }

  private void writePage(TunedModel tuned) {
    TuningPage page =
        new TuningPage(tuned.found(), tuned.trained(), tuned.space(), tuned.declaration());
    Path file = home.tuningReport(tuned.trained().model());
    try {
      Files.write(file, page.toHtml());
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private TuningReport search(TrainingRun run, Tuning tuning, Model model) {
    listener.begin("tune " + model.name());
    TuningReport found;
    try (ModelVariants variants = run.variants()) {
      found =
          tuning.run(variants, this::requireValid, home.tuning(model.name()), new TrialProgress());
    }
    long failed = found.results().stream().filter(TrialResult::failed).count();
    listener.done(
        String.format(
            Locale.ROOT,
            "%,d trials%s, the best is %s with a score of %.5f",
            found.results().size(),
            failed == 0 ? "" : String.format(Locale.ROOT, ", of which %,d failed", failed),
            TunedModel.name(found.bestResult()),
            found.bestResult().score()));
    return found;
  }

  private void requireValid(Model variant) {
    List<Model> models =
        project.models().stream().map(m -> m.name().equals(variant.name()) ? variant : m).toList();
    List<Problem> problems = ProjectValidator.check(project.withModels(models));
    if (!problems.isEmpty()) {
      throw new InvalidDeclarationException(problems);
    }
    TrainingRun.requireTrainable(variant);
  }

  private TunedModel publish(TrainingRun run, TuningReport found, SearchSpace space) {
    Model best = found.best().model();
    listener.begin("train " + best.name() + " as " + TunedModel.name(found.bestResult()));
    TrainingReport trained =
        run.tuned(best, found.best().settings()).run(new TrainingProgress(listener));
    requireSame(found, trained);
    listener.done(
        String.format(
            Locale.ROOT,
            "%d epochs, the best was number %d",
            trained.epochs().size(),
            trained.bestEpoch()));
    TunedModel tuned = new TunedModel(found, trained, space);
    writePage(tuned);
    return tuned;
  }

  /** Training is exact: another score means that something else than the settings has changed. */
  private static void requireSame(TuningReport found, TrainingReport trained) {
    List<Double> scores = trained.epochs().stream().map(EpochReport::score).toList();
    if (!scores.equals(found.bestResult().scores())) {
      throw new JobFailedException(
          "trial "
              + found.best().number()
              + " has other scores than before, "
              + scores
              + " and not "
              + found.bestResult().scores()
              + ": was it another version of Tandem? Delete "
              + found.journal()
              + " to search anew");
    }
  }

  /** Passes on how a search gets on. */
  private final class TrialProgress implements TuningListener {
    @Override
    public void reached(long epochs, long all) {
      listener.reached(epochs, all, "epochs of trials");
    }
  }
}
