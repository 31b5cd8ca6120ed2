package dev.tandem.pipelines;

import dev.tandem.features.declaration.Label;
import dev.tandem.features.declaration.OutcomeLabel;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.TrainingSet;
import dev.tandem.features.service.CompiledService;
import dev.tandem.pipelines.backfill.BackfillTally;
import dev.tandem.pipelines.backfill.JoinFeatures;
import dev.tandem.pipelines.backfill.JoinSpec;
import dev.tandem.pipelines.backfill.Sampling;
import dev.tandem.pipelines.backfill.SpineSpec;
import dev.tandem.pipelines.dataset.DatasetFolder;
import dev.tandem.pipelines.dataset.PublishedDataset;
import dev.tandem.pipelines.dataset.SnapshotContents;
import dev.tandem.pipelines.dataset.SnapshotFolder;
import dev.tandem.pipelines.dataset.Tallies;
import dev.tandem.pipelines.run.Fingerprint;
import dev.tandem.pipelines.run.ProjectSpec;
import dev.tandem.pipelines.shard.ShardCount;
import java.util.ArrayList;
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
 * has changed since the last run, nothing is computed.
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
    StagedSources staged = StagedSources.open(datasets, sources());
    String fingerprint = fingerprint(staged);
    DatasetFolder folder = DatasetFolder.of(datasets.trainingSet(trainingSet.name()));
    Optional<PublishedDataset> published =
        folder.latest().filter(last -> last.fingerprint().equals(fingerprint));
    if (published.isPresent()) {
      return report(datasets, published.get(), true);
    }
    try {
      SnapshotFolder snapshot = folder.begin(fingerprint);
      execute(settings, staged, snapshot);
      return report(datasets, publish(folder, snapshot, fingerprint), false);
    } finally {
      folder.end();
    }
  }

  private PublishedDataset publish(
      DatasetFolder folder, SnapshotFolder snapshot, String fingerprint) {
    Tallies tallies = Tallies.read(snapshot);
    long spine = tallies.rows(BackfillTally.SPINE);
    long immature = tallies.rows(BackfillTally.IMMATURE);
    long sampledOut = tallies.rows(BackfillTally.SAMPLED_OUT);
    long rows = tallies.rows(BackfillTally.ROWS);
    if (spine != rows + immature + sampledOut) {
      throw new IllegalStateException(
          "the rows of training set "
              + trainingSet.name()
              + " do not add up: "
              + spine
              + " are not "
              + rows
              + " written, "
              + immature
              + " immature and "
              + sampledOut
              + " sampled out");
    }
    Map<String, Long> counts = new TreeMap<>();
    counts.put(BackfillTally.SPINE, spine);
    counts.put(BackfillTally.IMMATURE, immature);
    counts.put(BackfillTally.SAMPLED_OUT, sampledOut);
    counts.put(BackfillTally.ROWS, rows);
    tallies
        .byName(BackfillTally.IMMATURE_BY_LABEL)
        .forEach((label, count) -> counts.put(BackfillTally.IMMATURE_BY_LABEL + label, count));
    return folder.publish(
        snapshot,
        new SnapshotContents(
            spec(1, 1).outputFields(),
            tallies.list(BackfillTally.ROWS),
            counts,
            registryVersion,
            fingerprint,
            Optional.empty()));
  }

  private void execute(PipelineSettings settings, StagedSources staged, SnapshotFolder snapshot) {
    long rows = staged.get(trainingSet.source()).rows();
    int rowShards = settings.shards().orElseGet(() -> ShardCount.forRows(rows));
    int joinShards = settings.shards().orElseGet(() -> ShardCount.forRows(staged.rows()));
    JoinSpec spec = spec(joinShards, rowShards);
    SpineSpec spine = new SpineSpec(trainingSet.where().orElse(""), matureBefore(staged));
    PipelineRun run = PipelineRun.of("backfill " + trainingSet.name(), settings);
    run.pipeline()
        .apply(
            "backfill",
            JoinFeatures.of(
                spec,
                spine,
                staged.tasks(trainingSet.source(), rowShards),
                staged.tasks(spec.sources(), joinShards),
                snapshot));
    run.execute();
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
        // T + within > end is immature, so T <= end - within, that is T < end - within + 1, is
        // mature.
        matureBefore.put(
            label.name(), staged.end(label.source()) - outcome.within().toMillis() + 1);
      }
    }
    return matureBefore;
  }

  private String fingerprint(StagedSources staged) {
    Fingerprint fingerprint = new Fingerprint("backfill").add(trainingSet).add(service().version());
    List<Record> declarations = new ArrayList<>();
    labels().forEach(label -> declarations.add((Record) label));
    sources().forEach(source -> declarations.add(project.source(source)));
    declarations.forEach(fingerprint::add);
    staged.addTo(fingerprint);
    return fingerprint.hex();
  }

  private CompiledService service() {
    return CompiledService.compile(project, trainingSet.service());
  }

  private List<Label> labels() {
    return trainingSet.labels().stream().map(project::label).toList();
  }

  private BackfillReport report(DatasetPaths datasets, PublishedDataset written, boolean reused) {
    return new BackfillReport(
        trainingSet.name(),
        datasets.trainingSet(trainingSet.name()),
        reused,
        written.count(BackfillTally.SPINE),
        written.count(BackfillTally.IMMATURE),
        written.counts(BackfillTally.IMMATURE_BY_LABEL),
        written.count(BackfillTally.SAMPLED_OUT),
        written.count(BackfillTally.ROWS),
        written.bytes());
  }
}
