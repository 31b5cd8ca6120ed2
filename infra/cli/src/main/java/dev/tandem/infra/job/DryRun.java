package dev.tandem.infra.job;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.registry.Plan;
import dev.tandem.features.registry.Registry;
import dev.tandem.pipelines.Backfill;
import dev.tandem.pipelines.IngestPreview;
import dev.tandem.pipelines.Materialize;
import dev.tandem.pipelines.MaterializePreview;
import dev.tandem.pipelines.PipelineSettings;
import dev.tandem.pipelines.materialize.OnlineStoreSpec;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says what the steps between a declaration and a model online would do, and why, and does none of
 * them: nothing is written to the home or to a store. One thread at a time.
 */
public final class DryRun {
  private final Project project;
  private final TandemHome home;
  private final LogFiles files;
  private final PipelineSettings settings;
  private final PrintWriter out;

  /** Steps of a project that is valid, told to {@code out}. */
  public DryRun(
      Project project,
      TandemHome home,
      LogFiles files,
      PipelineSettings settings,
      PrintWriter out) {
    this.project = project;
    this.home = home;
    this.files = files;
    this.settings = settings;
    this.out = out;
    out.println("dry run: this is what would be done");
  }

  /** The registry. */
  public void apply() {
    Plan plan = Registry.open(home.registry()).plan(project);
    say(
        "apply",
        plan.isEmpty()
            ? "nothing (the declaration has not changed)"
            : plan.changes().size() + " changes; tandem plan lists them");
  }

  /** The ingestion of sources. */
  public List<IngestPreview> ingest(List<String> sources) {
    List<IngestPreview> previews = new ArrayList<>();
    for (String source : sources) {
      IngestPreview preview = files.ingest(project, source).preview(settings);
      say("ingest " + source, preview.summary());
      previews.add(preview);
    }
    return previews;
  }

  /** The computation of a training set after these ingestions. */
  public void backfill(String trainingSet, List<IngestPreview> ingested) {
    say(
        "backfill " + trainingSet,
        Backfill.of(project, trainingSet).preview(settings, ingested).summary());
  }

  /** The training of a model. */
  void train(String model) {
    say("train " + model, "everything (a model is always trained anew)");
  }

  /**
   * The writing of states to an online store after these ingestions.
   *
   * @param cut folds the events before it; empty means all
   * @param store empty for one that is started for the run
   */
  public void materialize(
      String service,
      Optional<Instant> cut,
      Optional<OnlineStoreSpec> store,
      List<IngestPreview> ingested) {
    if (store.isEmpty()) {
      say("materialize " + service, "everything (into a Redis of the run's own)");
      return;
    }
    Materialize materialize = Materialize.of(project, service);
    MaterializePreview preview =
        cut.map(materialize::withCut).orElse(materialize).preview(settings, store.get(), ingested);
    preview.views().forEach(view -> say("materialize " + service, view.summary()));
  }

  private void say(String step, String what) {
    out.println(step + ": " + what);
  }
}
