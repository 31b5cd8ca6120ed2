package dev.tandem.pipelines;

import dev.tandem.features.declaration.FeatureView;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.service.CompiledService;
import dev.tandem.pipelines.dataset.ScratchFolder;
import dev.tandem.pipelines.dataset.SnapshotFolder;
import dev.tandem.pipelines.dataset.Tallies;
import dev.tandem.pipelines.dataset.Tally;
import dev.tandem.pipelines.events.ReadTasks;
import dev.tandem.pipelines.materialize.MaterializeSpec;
import dev.tandem.pipelines.materialize.MaterializeTally;
import dev.tandem.pipelines.materialize.OnlineStoreSpec;
import dev.tandem.pipelines.materialize.WriteOnlineState;
import dev.tandem.pipelines.run.ProjectSpec;
import dev.tandem.pipelines.shard.ShardCount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the state of every entity, folded from the events before a cut, to an online store.
 *
 * <p>The store keeps the newer of two states, and equal events and cuts give equal states: a run
 * that failed half-way may be started again, and a run with an older cut changes nothing.
 *
 * <p>Immutable.
 */
public final class Materialize {
  private final Project project;
  private final List<String> views;
  private final Optional<Instant> cut;

  private Materialize(Project project, List<String> views, Optional<Instant> cut) {
    this.project = project;
    this.views = List.copyOf(views);
    this.cut = cut;
  }

  /** The materialization of all views of a project. */
  public static Materialize of(Project project) {
    return new Materialize(
        project, project.views().stream().map(FeatureView::name).toList(), Optional.empty());
  }

  /** The materialization of the views that a service reads. */
  public static Materialize of(Project project, String service) {
    return new Materialize(
        project,
        CompiledService.compile(project, service).views().stream()
            .map(view -> view.declaration().name())
            .toList(),
        Optional.empty());
  }

  /**
   * The same with the events before another instant than the end of the newest event of all
   * sources.
   */
  public Materialize withCut(Instant instant) {
    return new Materialize(project, views, Optional.of(instant));
  }

  /** The sources whose staged events it reads. */
  public List<String> sources() {
    return views.stream().map(view -> project.view(view).source()).distinct().toList();
  }

  /**
   * Runs.
   *
   * @throws NotStagedException if one of the {@link #sources} has not been ingested
   * @throws dev.tandem.features.store.StoreUnavailableException if the store does not answer;
   *     running again is safe
   * @throws dev.tandem.pipelines.run.PipelineFailedException if anything else goes wrong; running
   *     again is safe
   */
  public MaterializeReport run(PipelineSettings settings, OnlineStoreSpec store) {
    PipelineRun.openFileSystems(settings);
    DatasetPaths datasets = DatasetPaths.of(settings);
    StagedSources staged = StagedSources.open(datasets, sources());
    int shards = settings.shards().orElseGet(() -> ShardCount.forRows(staged.rows()));
    long cutMillis = cut.map(Instant::toEpochMilli).orElseGet(staged::end);
    MaterializeSpec spec = new MaterializeSpec(ProjectSpec.of(project), views, cutMillis, shards);
    try (ScratchFolder scratch = ScratchFolder.create(datasets.scratch(), "materialize")) {
      SnapshotFolder notes = scratch.in("notes");
      PipelineRun run = PipelineRun.of("materialize " + project.name(), settings);
      run.pipeline()
          .apply("events", ReadTasks.of(staged.tasks(sources(), shards)))
          .apply("materialize", WriteOnlineState.of(spec, store, notes));
      run.execute();
      return report(cutMillis, Tallies.read(notes));
    }
  }

  private MaterializeReport report(long cutMillis, Tallies tallies) {
    List<MaterializeReport.View> written = new ArrayList<>();
    for (String view : views) {
      List<Tally> shards = tallies.list(MaterializeTally.ENTITIES + view);
      written.add(
          new MaterializeReport.View(
              view,
              shards.stream().mapToLong(Tally::rows).sum(),
              shards.stream().mapToLong(Tally::bytes).sum()));
    }
    return new MaterializeReport(cutMillis, written);
  }
}
