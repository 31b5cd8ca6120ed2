package dev.tandem.infra.job;

import dev.tandem.features.search.DeclaredSections;
import dev.tandem.features.search.SearchSpace;
import dev.tandem.pipelines.ledger.StepReport;
import dev.tandem.pipelines.ledger.StepResult;
import dev.tandem.pipelines.ledger.Work;
import dev.tandem.training.TrainingReport;
import dev.tandem.training.tuning.Trial;
import dev.tandem.training.tuning.TrialResult;
import dev.tandem.training.tuning.TuningReport;
import java.util.Locale;
import java.util.Map;

/**
 * What a search has found, and the training with the best settings.
 *
 * @param trained its bundle is the best trial
 */
public record TunedModel(TuningReport found, TrainingReport trained, SearchSpace space)
    implements StepReport {

  /** The sections of the model's declaration with the best settings, as YAML. */
  public String declaration() {
    return DeclaredSections.yaml(space, found.best().model());
  }

  /** A trial in words. */
  public static String name(TrialResult result) {
    return result.trial() == Trial.DECLARED ? "the declared model" : "trial " + result.trial();
  }

  @Override
  public StepResult step() {
    long trials = found.results().size();
    return new StepResult(
        Work.everything("a search uses the trials that it knows"),
        "",
        trained.bundle().toString(),
        "",
        Map.of("trials", trials, "results_now", (long) found.trained()),
        String.format(
            Locale.ROOT,
            "%,d trials, the best is %s with a score of %.5f",
            trials,
            name(found.bestResult()),
            found.bestResult().score()));
  }
}
