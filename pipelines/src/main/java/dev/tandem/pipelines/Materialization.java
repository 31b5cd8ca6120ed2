package dev.tandem.pipelines;

import dev.tandem.features.declaration.FeatureView;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.state.StateFolder;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.features.view.CompiledView;
import dev.tandem.pipelines.dataset.PublishedDataset;
import dev.tandem.pipelines.dataset.ScratchFolder;
import dev.tandem.pipelines.dataset.SnapshotFolder;
import dev.tandem.pipelines.dataset.Tallies;
import dev.tandem.pipelines.dataset.Tally;
import dev.tandem.pipelines.events.PartsTask;
import dev.tandem.pipelines.events.ReadTasks;
import dev.tandem.pipelines.materialize.EventsToFold;
import dev.tandem.pipelines.materialize.MaterializeSpec;
import dev.tandem.pipelines.materialize.MaterializeTally;
import dev.tandem.pipelines.materialize.OnlineStoreSpec;
import dev.tandem.pipelines.materialize.ViewContents;
import dev.tandem.pipelines.materialize.ViewMarkers;
import dev.tandem.pipelines.materialize.ViewScope;
import dev.tandem.pipelines.materialize.WriteOnlineState;
import dev.tandem.pipelines.run.Fingerprint;
import dev.tandem.pipelines.run.ProjectSpec;
import dev.tandem.pipelines.shard.ShardCount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One run of {@link Materialize} over events that are open for it. Not thread-safe. */
final class Materialization {
  private final Project project;
  private final StagedSources staged;
  private final long cut;
  private final PipelineSettings settings;
  private final OnlineStoreSpec storeSpec;

  Materialization(
      Project project,
      StagedSources staged,
      long cut,
      PipelineSettings settings,
      OnlineStoreSpec storeSpec) {
    this.project = project;
    this.staged = staged;
    this.cut = cut;
    this.settings = settings;
    this.storeSpec = storeSpec;
  }

  /** What there is to do for each view. */
  List<ViewScope> scopes(List<String> views, ViewMarkers markers) {
    return views.stream()
        .map(
            view -> {
              String source = project.view(view).source();
              PublishedDataset events = staged.get(source);
              ViewContents target = new ViewContents(declarations(view), events.contentHash(), cut);
              return ViewScope.of(view, target, markers, staged.provenance(source));
            })
        .toList();
  }

  /** What a run after these ingestions would do. */
  MaterializePreview preview(List<String> views, List<IngestPreview> sources) {
    try (OnlineStore store = storeSpec.open()) {
      List<ViewScope> scopes = scopes(views, ViewMarkers.read(store, project.name(), views));
      return new MaterializePreview(
          scopes.stream()
              .map(
                  scope ->
                      new MaterializePreview.View(
                          scope.view(),
                          PendingEvents.also(
                              scope.work(), sources, project.view(scope.view()).source())))
              .toList());
    }
  }

  private String declarations(String name) {
    FeatureView view = project.view(name);
    return new Fingerprint("view")
        .add(view)
        .add(project.entity(view.entity()))
        .add(project.source(view.source()))
        .add(new StateFolder(CompiledView.compile(project, name)).form())
        .hex();
  }

  /** Writes what there is to write. */
  MaterializeReport run(List<String> views, String scratchFolder) {
    try (OnlineStore store = storeSpec.open();
        ScratchFolder scratch = ScratchFolder.create(scratchFolder, "materialize")) {
      ViewMarkers markers = ViewMarkers.read(store, project.name(), views);
      List<ViewScope> scopes = scopes(views, markers);
      return MaterializeReport.of(
          storeSpec.name(), scopes, write(groups(scopes), markers, scratch));
    } catch (IOException e) {
      throw new UncheckedIOException("staged events cannot be read", e);
    }
  }

  /** The views of one entity over one source whose same states stay. */
  private record Group(String source, List<ViewScope> scopes, EventsToFold events) {
    List<String> views() {
      return scopes.stream().map(ViewScope::view).toList();
    }
  }

  private List<Group> groups(List<ViewScope> scopes) throws IOException {
    Map<List<Object>, List<ViewScope>> together = new LinkedHashMap<>();
    for (ViewScope scope : scopes) {
      if (!scope.work().isNothing()) {
        FeatureView view = project.view(scope.view());
        List<Object> shared = List.of(view.entity(), view.source(), scope.since());
        together.computeIfAbsent(shared, key -> new ArrayList<>()).add(scope);
      }
    }
    List<Group> groups = new ArrayList<>();
    for (List<ViewScope> same : together.values()) {
      CompiledView view = CompiledView.compile(project, same.get(0).view());
      String source = view.declaration().source();
      groups.add(
          new Group(
              source, same, EventsToFold.find(view, cut, staged.get(source), same.get(0).since())));
    }
    return groups;
  }

  private List<MaterializeReport.View> write(
      List<Group> groups, ViewMarkers markers, ScratchFolder scratch) {
    Map<Group, MaterializeSpec> specs = new LinkedHashMap<>();
    groups.forEach(group -> specs.put(group, begin(group, markers)));
    Map<String, List<Tally>> tallies = execute(specs, scratch);
    groups.forEach(group -> group.scopes().forEach(markers::end));
    return groups.stream()
        .flatMap(group -> group.views().stream())
        .map(view -> counted(view, tallies.getOrDefault(view, List.of())))
        .toList();
  }

  private MaterializeSpec begin(Group group, ViewMarkers markers) {
    long rows = staged.get(group.source()).rows();
    return new MaterializeSpec(
        ProjectSpec.of(project),
        group.views(),
        group.scopes().stream().map(markers::begin).toList(),
        cut,
        settings.shards().orElseGet(() -> ShardCount.forRows(rows)));
  }

  /** Folds and writes all groups, and returns what was written of each view. */
  private Map<String, List<Tally>> execute(
      Map<Group, MaterializeSpec> specs, ScratchFolder scratch) {
    Map<String, SnapshotFolder> notes = new LinkedHashMap<>();
    List<String> views = specs.keySet().stream().flatMap(g -> g.views().stream()).toList();
    PipelineRun run = PipelineRun.of("materialize " + String.join(", ", views), settings);
    specs.forEach(
        (group, spec) -> {
          if (!group.events().isEmpty()) {
            SnapshotFolder place = scratch.in("notes-" + group.views().get(0));
            String name = String.join(", ", group.views());
            run.pipeline()
                .apply("events of " + name, ReadTasks.of(tasks(group, spec)))
                .apply(
                    "materialize " + name,
                    WriteOnlineState.of(spec, group.events(), storeSpec, place));
            group.views().forEach(view -> notes.put(view, place));
          }
        });
    if (!notes.isEmpty()) {
      run.execute();
    }
    Map<String, List<Tally>> written = new HashMap<>();
    notes.forEach(
        (view, place) ->
            written.put(view, Tallies.read(place).list(MaterializeTally.ENTITIES + view)));
    return written;
  }

  private List<PartsTask> tasks(Group group, MaterializeSpec spec) {
    return staged.tasks(group.source(), spec.shards());
  }

  private static MaterializeReport.View counted(String view, List<Tally> shards) {
    return new MaterializeReport.View(
        view,
        shards.stream().mapToLong(Tally::rows).sum(),
        shards.stream().mapToLong(Tally::bytes).sum());
  }
}
