package dev.tandem.pipelines;

import dev.tandem.features.declaration.Label;
import dev.tandem.features.declaration.OutcomeLabel;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.TrainingSet;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.backfill.BackfillTally;
import dev.tandem.pipelines.backfill.EarlierRows;
import dev.tandem.pipelines.backfill.JoinFeatures;
import dev.tandem.pipelines.backfill.JoinSpec;
import dev.tandem.pipelines.backfill.KeysToJoin;
import dev.tandem.pipelines.backfill.Sampling;
import dev.tandem.pipelines.backfill.SpineSpec;
import dev.tandem.pipelines.dataset.DatasetFolder;
import dev.tandem.pipelines.dataset.KeptPart;
import dev.tandem.pipelines.dataset.PartFile;
import dev.tandem.pipelines.dataset.PublishedDataset;
import dev.tandem.pipelines.dataset.SnapshotContents;
import dev.tandem.pipelines.dataset.SnapshotFolder;
import dev.tandem.pipelines.dataset.Tallies;
import dev.tandem.pipelines.ledger.Ledger;
import dev.tandem.pipelines.ledger.Work;
import dev.tandem.pipelines.provenance.Changes;
import dev.tandem.pipelines.provenance.TrainingProvenance;
import dev.tandem.pipelines.run.Fingerprint;
import dev.tandem.pipelines.run.ProjectSpec;
import dev.tandem.pipelines.shard.ShardCount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Computes a training set: the events that are its rows, with the service's features as of each
 * row's time, and the labels.
 *
 * <p>The columns: {@link dev.tandem.features.event.EventColumns}, the entity keys, the request
 * fields, the features in the service's order (keys and request fields are not repeated), a status
 * for each view, {@code label.<name>} for each label, behind it {@code label.<name>.delay} if it
 * asks for that, and {@code __rate} if negatives are sampled. The rows of a part stand in the order
 * of time and identity. A row whose label windows reach beyond the newest event of the label's
 * source is left out and counted. The values do not depend on runner, shards or threads. If nothing
 * has changed since the last run, nothing is computed; if events were added, only the rows that
 * these can touch are, and the result is the same as if all had been.
 *
 * <p>Immutable. Only one run at a time may write to one dataset.
 */
public final class Backfill {
  private final Project project;
  private final TrainingSet trainingSet;
  private final Optional<String> registryVersion;

  private Backfill(Project project, TrainingSet trainingSet, Optional<String> registryVersion) {
    this.project = project;
    this.trainingSet = trainingSet;
    this.registryVersion = registryVersion;
  }

  /** The backfill of a training set. */
  public static Backfill of(Project project, String trainingSet) {
    return new Backfill(project, project.trainingSet(trainingSet), Optional.empty());
  }

  /** The same with the registry's version of the declarations noted in the result. */
  public Backfill withRegistryVersion(String version) {
    return new Backfill(project, trainingSet, Optional.of(version));
  }

  /** The sources whose staged events it reads, the rows' first. */
  public List<String> sources() {
    Set<String> sources = new LinkedHashSet<>();
    sources.add(trainingSet.source());
    service().views().forEach(view -> sources.add(view.declaration().source()));
    labels().forEach(label -> sources.add(label.source()));
    return List.copyOf(sources);
  }

  /**
   * Runs.
   *
   * @throws NotStagedException if one of the {@link #sources} has not been ingested
   * @throws dev.tandem.pipelines.dataset.DatasetBusyException if another run is writing the same
   *     dataset
   * @throws dev.tandem.pipelines.run.PipelineFailedException if anything goes wrong; nothing is
   *     published then
   */
  public BackfillReport run(PipelineSettings settings) {
    PipelineRun.openFileSystems(settings);
    DatasetPaths datasets = DatasetPaths.of(settings);
    return Ledger.in(datasets.ledger())
        .record("backfill", trainingSet.name(), () -> backfill(datasets, settings));
  }

  /**
   * Says what {@link #run} would do after the ingestion of its sources; writes nothing.
   *
   * @param sources what that would do, at least for the {@link #sources}
   */
  public BackfillPreview preview(PipelineSettings settings, List<IngestPreview> sources) {
    PipelineRun.openFileSystems(settings);
    DatasetPaths datasets = DatasetPaths.of(settings);
    Optional<PublishedDataset> last =
        DatasetFolder.of(datasets.trainingSet(trainingSet.name())).latest();
    long rows = last.map(PublishedDataset::rows).orElse(0L);
    Optional<Work> first = PendingEvents.fromScratch(sources, sources());
    Optional<StagedSources> staged = StagedSources.look(datasets, sources());
    if (first.isPresent() || staged.isEmpty()) {
      Work all = first.orElseGet(() -> Work.everything("its sources have not been ingested"));
      return new BackfillPreview(trainingSet.name(), all, rows, 0);
    }
    BackfillScope scope =
        BackfillScope.of(last, inputs(staged.get(), settings, PendingEvents.of(sources)));
    return new BackfillPreview(
        trainingSet.name(), scope.work(), rows, scope.work().isNothing() ? rows : staying(scope));
  }

  private static long staying(BackfillScope scope) {
    try {
      long staying = 0;
      for (KeptPart part : scope.earlier().parts()) {
        Table times = PartFile.read(part.file(), List.of(EventColumns.TIME));
        staying += scope.earlier().staying(times).rows();
      }
      return staying;
    } catch (IOException e) {
      throw new UncheckedIOException("the training set cannot be read", e);
    }
  }

  private BackfillReport backfill(DatasetPaths datasets, PipelineSettings settings) {
    String root = datasets.trainingSet(trainingSet.name());
    DatasetFolder folder = DatasetFolder.of(root).withRetention(settings.retention());
    try (StagedSources staged = StagedSources.open(datasets, sources())) {
      BackfillScope.Inputs inputs = inputs(staged, settings, Map.of());
      BackfillScope scope = BackfillScope.of(folder.latest(), inputs);
      if (scope.work().isNothing()) {
        folder.tidy();
        PublishedDataset last = folder.latest().orElseThrow();
        return BackfillReport.of(trainingSet.name(), root, scope.work(), 0, last);
      }
      try {
        SnapshotFolder snapshot = folder.begin(inputs.fingerprint());
        execute(settings, staged, scope.earlier(), snapshot);
        BackfillCounts counts = BackfillCounts.of(Tallies.read(snapshot));
        counts.check(trainingSet.name(), trainingSet.negatives().isPresent());
        PublishedDataset written = folder.publish(snapshot, contents(snapshot, counts, inputs));
        return BackfillReport.of(
            trainingSet.name(), root, scope.work(), counts.rows() - counts.earlierRows(), written);
      } finally {
        folder.end();
      }
    }
  }

  private BackfillScope.Inputs inputs(
      StagedSources staged, PipelineSettings settings, Map<String, Changes> pending) {
    Map<String, String> contents = new TreeMap<>();
    sources().forEach(source -> contents.put(source, staged.get(source).contentHash()));
    TrainingProvenance provenance =
        TrainingProvenance.of(
            declarations().hex(),
            service().version(),
            rowShards(staged, settings),
            matureBefore(staged).values().stream()
                .mapToLong(Long::longValue)
                .min()
                .orElse(Long.MAX_VALUE),
            contents);
    return new BackfillScope.Inputs(fingerprint(staged), provenance, labels(), staged, pending);
  }

  private int rowShards(StagedSources staged, PipelineSettings settings) {
    long rows = staged.get(trainingSet.source()).rows();
    return settings.shards().orElseGet(() -> ShardCount.forRows(rows));
  }

  private SnapshotContents contents(
      SnapshotFolder snapshot, BackfillCounts counts, BackfillScope.Inputs inputs) {
    return new SnapshotContents(
            spec(1, 1).outputFields(),
            Tallies.read(snapshot).list(BackfillTally.ROWS),
            counts.toMap(),
            registryVersion,
            inputs.fingerprint(),
            Optional.empty())
        .withProvenance(inputs.provenance().toJson());
  }

  private void execute(
      PipelineSettings settings,
      StagedSources staged,
      EarlierRows earlier,
      SnapshotFolder snapshot) {
    int rowShards = rowShards(staged, settings);
    int joinShards = settings.shards().orElseGet(() -> ShardCount.forRows(staged.rows()));
    JoinSpec spec = spec(joinShards, rowShards);
    SpineSpec spine =
        new SpineSpec(trainingSet.where().orElse(""), matureBefore(staged), earlier.before());
    PipelineRun run = PipelineRun.of("backfill " + trainingSet.name(), settings);
    run.pipeline()
        .apply(
            "backfill",
            JoinFeatures.of(
                    spec,
                    spine,
                    staged.tasks(trainingSet.source(), rowShards),
                    staged.tasks(spec.sources(), joinShards),
                    snapshot)
                .with(earlier, keys(spec, spine, staged)));
    run.execute();
  }

  private KeysToJoin keys(JoinSpec spec, SpineSpec spine, StagedSources staged) {
    try {
      return spine.from() == Long.MIN_VALUE
          ? KeysToJoin.all()
          : KeysToJoin.find(spec, spine, staged.get(trainingSet.source()).files());
    } catch (IOException e) {
      throw new UncheckedIOException("the rows of " + trainingSet.name() + " cannot be read", e);
    }
  }

  private JoinSpec spec(int joinShards, int rowShards) {
    return new JoinSpec(
        ProjectSpec.of(project),
        trainingSet.service(),
        trainingSet.labels(),
        sampling(),
        joinShards,
        rowShards);
  }

  private Sampling sampling() {
    return trainingSet
        .negatives()
        .map(n -> new Sampling(project.label(n.label()).column(), n.keep()))
        .orElseGet(Sampling::none);
  }

  /** For each label with a window, the instant from which on it reaches beyond the data's end. */
  private SortedMap<String, Long> matureBefore(StagedSources staged) {
    SortedMap<String, Long> matureBefore = new TreeMap<>();
    for (Label label : labels()) {
      if (label instanceof OutcomeLabel outcome) {
        matureBefore.put(label.name(), staged.matureBefore(outcome));
      }
    }
    return matureBefore;
  }

  private String fingerprint(StagedSources staged) {
    Fingerprint fingerprint = declarations();
    staged.addTo(fingerprint);
    return fingerprint.hex();
  }

  /** Everything declared that decides the rows. */
  private Fingerprint declarations() {
    Fingerprint fingerprint = new Fingerprint("backfill").add(trainingSet).add(service().version());
    labels().forEach(label -> fingerprint.add((Record) label));
    sources().forEach(source -> fingerprint.add(project.source(source)));
    return fingerprint;
  }

  private CompiledService service() {
    return CompiledService.compile(project, trainingSet.service());
  }

  private List<Label> labels() {
    return trainingSet.labels().stream().map(project::label).toList();
  }
}
