package dev.tandem.infra.job;

import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Project;
import dev.tandem.training.TrainingRun;
import dev.tandem.training.TwinComparison;
import dev.tandem.training.comparison.Comparison;
import java.util.Locale;

/** Compares a model with its single-task twins, and says how that gets on. */
public final class TwinJob {
  private final Project project;
  private final TandemHome home;
  private final JobListener listener;

  /** A comparison on the training sets of a home. */
  public TwinJob(Project project, TandemHome home, JobListener listener) {
    this.project = project;
    this.home = home;
    this.listener = listener;
  }

  /** Trains all with so many seeds and compares them on the test rows. */
  public Comparison run(Model model, int seeds) {
    listener.begin("train " + model.name() + " and its twins");
    TrainingRun run =
        TrainingRun.of(
            project,
            model.name(),
            home.trainingSet(model.trainingSet()),
            home.bundle(model.name()));
    Comparison comparison =
        TwinComparison.of(run, model, seeds)
            .run(
                (name, number, all) -> {
                  listener.reached(number - 1L, all, "trainings");
                  return new TrainingProgress(listener);
                });
    listener.done(String.format(Locale.ROOT, "%d trainings", seeds * (model.tasks().size() + 1)));
    return comparison;
  }
}
