package dev.tandem.pipelines;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.Source;
import dev.tandem.features.table.Field;
import dev.tandem.pipelines.dataset.DatasetFolder;
import dev.tandem.pipelines.dataset.PublishedDataset;
import dev.tandem.pipelines.dataset.ScratchFolder;
import dev.tandem.pipelines.dataset.SnapshotContents;
import dev.tandem.pipelines.dataset.SnapshotFolder;
import dev.tandem.pipelines.dataset.Tallies;
import dev.tandem.pipelines.dataset.Tally;
import dev.tandem.pipelines.ingest.DeadLetters;
import dev.tandem.pipelines.ingest.IngestTally;
import dev.tandem.pipelines.ingest.KeptSource;
import dev.tandem.pipelines.ingest.ReadAhead;
import dev.tandem.pipelines.ingest.StageSource;
import dev.tandem.pipelines.ingest.StagedColumns;
import dev.tandem.pipelines.ledger.Ledger;
import dev.tandem.pipelines.ledger.Work.Extent;
import dev.tandem.pipelines.provenance.Changes;
import dev.tandem.pipelines.provenance.StagedProvenance;
import dev.tandem.pipelines.read.EventTimes;
import dev.tandem.pipelines.read.FileSlice;
import dev.tandem.pipelines.read.FileSurvey;
import dev.tandem.pipelines.read.InputFiles;
import dev.tandem.pipelines.read.SourceUnreadableException;
import dev.tandem.pipelines.read.SurveyedFile;
import dev.tandem.pipelines.run.Fingerprint;
import dev.tandem.pipelines.run.ProjectSpec;
import dev.tandem.pipelines.shard.ShardCount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Create;

/**
 * Reads a source's files into its staged dataset: checked, distinct events in one canonical form.
 *
 * <p>The bytes of the dataset depend on the rows and the number of shards alone, not on how the
 * rows are spread over files, nor on the runner. Rows that cannot be used go to the source's dead
 * letters with their reasons. If neither the files nor the declaration have changed since the last
 * run, nothing is computed; if there are only more files, these alone are read, and the result is
 * the same as if all had been.
 *
 * <p>Immutable. Only one run at a time may write to one dataset.
 */
public final class Ingest {
  private static final long SLICE_BYTES = 32L << 20;

  private final Project project;
  private final Source source;
  private final String folder;
  private final List<String> paths;
  private final long sliceBytes;

  private Ingest(
      Project project, Source source, String folder, List<String> paths, long sliceBytes) {
    this.project = project;
    this.source = source;
    this.folder = folder;
    this.paths = List.copyOf(paths);
    this.sliceBytes = sliceBytes;
  }

  /**
   * The ingestion of a source from where it is declared to be; a relative path starts from the
   * working directory.
   */
  public static Ingest of(Project project, String source) {
    Source declared = project.source(source);
    return new Ingest(
        project, declared, Path.of("").toAbsolutePath().toString(), declared.paths(), SLICE_BYTES);
  }

  /** The same with relative paths starting from another folder: that of the declaration. */
  public Ingest withFolder(Path start) {
    return new Ingest(project, source, start.toAbsolutePath().toString(), paths, sliceBytes);
  }

  /** The same from other files, directories or globs than the declared one. */
  public Ingest withFiles(List<String> files) {
    return new Ingest(project, source, folder, files, sliceBytes);
  }

  /** The same with files cut into pieces of about another size; changes no result. */
  public Ingest withSliceBytes(long bytes) {
    return new Ingest(project, source, folder, paths, bytes);
  }

  /**
   * Runs.
   *
   * @throws dev.tandem.pipelines.read.SourceUnreadableException if a file is missing or no CSV of
   *     the declared form
   * @throws TooManyDeadLettersException if the share of dead letters is above the source's limit;
   *     nothing is published then
   * @throws dev.tandem.pipelines.dataset.DatasetBusyException if another run is writing the same
   *     dataset
   * @throws dev.tandem.pipelines.run.PipelineFailedException if anything else goes wrong; nothing
   *     is published then
   */
  public IngestReport run(PipelineSettings settings) {
    PipelineRun.openFileSystems(settings);
    DatasetPaths datasets = DatasetPaths.of(settings);
    return Ledger.in(datasets.ledger())
        .record("ingest", source.name(), () -> ingest(datasets, settings));
  }

  /** Says what {@link #run} would do; reads new files, but writes nothing to the home. */
  public IngestPreview preview(PipelineSettings settings) {
    PipelineRun.openFileSystems(settings);
    DatasetPaths datasets = DatasetPaths.of(settings);
    Optional<IngestScope.Base> base =
        IngestScope.Base.of(
            DatasetFolder.of(datasets.source(source.name())),
            DatasetFolder.of(datasets.deadLetters(source.name())));
    IngestScope scope = scope(survey(), base, settings);
    Changes added =
        scope.work().extent() == Extent.INCREMENT
            ? lookAt(scope.toRead(), settings)
            : Changes.none();
    return new IngestPreview(
        source.name(),
        scope.work(),
        scope.toRead().stream().map(SurveyedFile::file).toList(),
        added);
  }

  private Changes lookAt(List<SurveyedFile> files, PipelineSettings settings) {
    String temporary = System.getProperty("java.io.tmpdir");
    try (ScratchFolder scratch = ScratchFolder.create(temporary + "/tandem-previews", "preview")) {
      SnapshotFolder notes = scratch.in("notes");
      PipelineRun run = PipelineRun.of("preview " + source.name(), settings);
      run.pipeline()
          .apply("slices", slices(files))
          .apply(
              "look",
              ReadAhead.of(ProjectSpec.of(project.name(), source), limits(settings), notes));
      run.execute();
      List<Tally> good = Tallies.read(notes).list(ReadAhead.GOOD);
      return new Changes(
          good.stream().mapToLong(Tally::rows).sum(),
          good.stream().mapToLong(Tally::minTime).min().orElse(Long.MAX_VALUE),
          List.of());
    }
  }

  private static Create.Values<FileSlice> slices(List<SurveyedFile> files) {
    return Create.of(files.stream().flatMap(f -> f.slices().stream()).toList())
        .withCoder(SerializableCoder.of(FileSlice.class));
  }

  private IngestReport ingest(DatasetPaths datasets, PipelineSettings settings) {
    DatasetFolder events =
        DatasetFolder.of(datasets.source(source.name())).withRetention(settings.retention());
    DatasetFolder deadLetters =
        DatasetFolder.of(datasets.deadLetters(source.name())).withRetention(settings.retention());
    List<SurveyedFile> files = survey();
    String fingerprint = fingerprint(files);
    IngestScope scope = scope(files, IngestScope.Base.of(events, deadLetters), settings);
    if (scope.work().isNothing()) {
      events.tidy();
      deadLetters.tidy();
      return IngestReport.of(
          source.name(), datasets, scope.work(), 0, scope.base().orElseThrow().events());
    }
    try {
      SnapshotFolder eventParts = events.begin(fingerprint);
      SnapshotFolder letterParts = deadLetters.begin(fingerprint);
      int shards = shards(files, settings);
      execute(settings, scope, shards, eventParts, letterParts);
      IngestCounts counts =
          IngestCounts.of(Tallies.read(eventParts), scope.base().map(IngestScope.Base::events));
      counts.check(source, letterParts);
      deadLetters.publish(
          letterParts, contents(counts, IngestTally.DEAD_LETTERS, DeadLetters.FIELDS, fingerprint));
      PublishedDataset staged =
          events.publish(
              eventParts,
              contents(counts, IngestTally.EVENTS, StagedColumns.of(source), fingerprint)
                  .withProvenance(provenance(files, scope, shards, eventParts).toJson()));
      return IngestReport.of(source.name(), datasets, scope.work(), counts.readNow(), staged);
    } finally {
      events.end();
      deadLetters.end();
    }
  }

  private List<SurveyedFile> survey() {
    FileSurvey survey = new FileSurvey(source, sliceBytes);
    List<SurveyedFile> files = new ArrayList<>();
    int slices = 0;
    for (String file : files()) {
      SurveyedFile surveyed = survey.survey(file, slices);
      slices += surveyed.slices().size();
      files.add(surveyed);
    }
    return files;
  }

  private List<String> files() {
    try {
      return InputFiles.find(folder, paths);
    } catch (SourceUnreadableException e) {
      throw new SourceUnreadableException("source '" + source.name() + "': " + e.getMessage(), e);
    }
  }

  private String fingerprint(List<SurveyedFile> files) {
    Fingerprint fingerprint = new Fingerprint("ingest").add(source);
    files.forEach(file -> fingerprint.add(file.file()).add(file.bytes()).add(file.sha256()));
    return fingerprint.hex();
  }

  private IngestScope scope(
      List<SurveyedFile> files, Optional<IngestScope.Base> base, PipelineSettings settings) {
    return IngestScope.of(
        files, base, declaration(), fingerprint(files), limits(settings).newestMillis());
  }

  private static EventTimes.Limits limits(PipelineSettings settings) {
    return EventTimes.Limits.of(settings.clock().instant(), settings.clockTolerance());
  }

  private String declaration() {
    return new Fingerprint("source").add(source).hex();
  }

  /** Derived from all files, so that it does not matter in how many runs they came. */
  private static int shards(List<SurveyedFile> files, PipelineSettings settings) {
    long lines = files.stream().mapToLong(SurveyedFile::lines).sum();
    return settings.shards().orElseGet(() -> ShardCount.forRows(lines));
  }

  private void execute(
      PipelineSettings settings,
      IngestScope scope,
      int shards,
      SnapshotFolder events,
      SnapshotFolder deadLetters) {
    ProjectSpec spec = ProjectSpec.of(project.name(), source);
    StageSource staging = StageSource.of(spec, limits(settings), shards, events, deadLetters);
    PipelineRun run = PipelineRun.of("ingest " + source.name(), settings);
    run.pipeline()
        .apply("slices", slices(scope.toRead()))
        .apply("stage", scope.base().map(base -> staging.with(kept(base))).orElse(staging));
    run.execute();
  }

  private static KeptSource kept(IngestScope.Base base) {
    return KeptSource.of(
        base.events(), base.deadLetters(), base.provenance().orElseThrow().shards());
  }

  private static SnapshotContents contents(
      IngestCounts counts, String kind, List<Field> fields, String fingerprint) {
    return new SnapshotContents(
        fields,
        counts.tallies().list(kind),
        counts.toMap(),
        Optional.empty(),
        fingerprint,
        Optional.empty());
  }

  private StagedProvenance provenance(
      List<SurveyedFile> files, IngestScope scope, int shards, SnapshotFolder snapshot) {
    return StagedAccount.of(
        declaration(),
        shards,
        files.stream().map(IngestScope::readFile).toList(),
        snapshot,
        scope.base().flatMap(IngestScope.Base::provenance));
  }
}
