package dev.tandem.pipelines;

import dev.tandem.features.declaration.FeatureView;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.service.CompiledService;
import dev.tandem.pipelines.ledger.Ledger;
import dev.tandem.pipelines.ledger.Work;
import dev.tandem.pipelines.materialize.OnlineStoreSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes the state of every entity, folded from the events before a cut, to an online store.
 *
 * <p>Of a view that the store holds from fewer events, only the entities with new events are folded
 * again, each from all its events; late events are new events as well. The store keeps the newer of
 * two states, and equal events and cuts give equal states: a run that failed half-way may be
 * started again, and a run with an older cut changes nothing. Of two runs at once, the one that
 * began first is refused as soon as it writes again.
 *
 * <p>Immutable.
 */
public final class Materialize {
  private final Project project;
  private final String subject;
  private final List<String> views;
  private final Optional<Instant> cut;

  private Materialize(Project project, String subject, List<String> views, Optional<Instant> cut) {
    this.project = project;
    this.subject = subject;
    this.views = List.copyOf(views);
    this.cut = cut;
  }

  /** The materialization of all views of a project. */
  public static Materialize of(Project project) {
    List<String> all = project.views().stream().map(FeatureView::name).toList();
    return new Materialize(project, project.name(), all, Optional.empty());
  }

  /** The materialization of the views that a service reads. */
  public static Materialize of(Project project, String service) {
    List<String> read =
        CompiledService.compile(project, service).views().stream()
            .map(view -> view.declaration().name())
            .toList();
    return new Materialize(project, service, read, Optional.empty());
  }

  /**
   * The same with the events before another instant than the end of the newest event of all
   * sources.
   */
  public Materialize withCut(Instant instant) {
    return new Materialize(project, subject, views, Optional.of(instant));
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
   * @throws dev.tandem.pipelines.materialize.StoreAheadException if the store holds other states of
   *     a later cut
   * @throws dev.tandem.features.store.SupersededException if another run began to write the same
   *     views to the same store
   * @throws dev.tandem.pipelines.run.PipelineFailedException if anything else goes wrong; running
   *     again is safe
   */
  public MaterializeReport run(PipelineSettings settings, OnlineStoreSpec store) {
    PipelineRun.openFileSystems(settings);
    DatasetPaths datasets = DatasetPaths.of(settings);
    return Ledger.in(datasets.ledger())
        .record("materialize", subject, () -> materialize(datasets, settings, store));
  }

  /**
   * Says what {@link #run} would do after the ingestion of its sources; writes nothing.
   *
   * @param sources what that would do, at least for the {@link #sources}
   * @throws dev.tandem.features.store.StoreUnavailableException if the store does not answer
   * @throws dev.tandem.pipelines.materialize.StoreAheadException as {@link #run}
   */
  public MaterializePreview preview(
      PipelineSettings settings, OnlineStoreSpec store, List<IngestPreview> sources) {
    PipelineRun.openFileSystems(settings);
    Optional<StagedSources> staged = StagedSources.look(DatasetPaths.of(settings), sources());
    if (staged.isEmpty()) {
      Work all = Work.everything("its source has not been ingested");
      return new MaterializePreview(
          views.stream().map(view -> new MaterializePreview.View(view, all)).toList());
    }
    long until = cut.map(Instant::toEpochMilli).orElseGet(staged.get()::end);
    return new Materialization(project, staged.get(), until, settings, store)
        .preview(views, sources);
  }

  private MaterializeReport materialize(
      DatasetPaths datasets, PipelineSettings settings, OnlineStoreSpec store) {
    try (StagedSources staged = StagedSources.open(datasets, sources())) {
      long until = cut.map(Instant::toEpochMilli).orElseGet(staged::end);
      return new Materialization(project, staged, until, settings, store)
          .run(views, datasets.scratch());
    }
  }
}
