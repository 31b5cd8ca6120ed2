package dev.tandem.pipelines;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.Source;
import dev.tandem.pipelines.dataset.DatasetFolder;
import dev.tandem.pipelines.dataset.PublishedDataset;
import dev.tandem.pipelines.dataset.SnapshotContents;
import dev.tandem.pipelines.dataset.SnapshotFolder;
import dev.tandem.pipelines.dataset.Tallies;
import dev.tandem.pipelines.ingest.DeadLetters;
import dev.tandem.pipelines.ingest.IngestTally;
import dev.tandem.pipelines.ingest.StageSource;
import dev.tandem.pipelines.ingest.StagedColumns;
import dev.tandem.pipelines.read.EventTimes;
import dev.tandem.pipelines.read.FileSlice;
import dev.tandem.pipelines.read.FileSurvey;
import dev.tandem.pipelines.read.InputFiles;
import dev.tandem.pipelines.read.Rejection;
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
 * run, nothing is computed.
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
    List<SurveyedFile> files = survey();
    String fingerprint = fingerprint(files);
    DatasetPaths datasets = DatasetPaths.of(settings);
    DatasetFolder events = DatasetFolder.of(datasets.source(source.name()));
    DatasetFolder deadLetters = DatasetFolder.of(datasets.deadLetters(source.name()));
    Optional<PublishedDataset> published =
        events.latest().filter(last -> isCurrent(last, deadLetters, fingerprint));
    if (published.isPresent()) {
      return report(datasets, published.get(), true);
    }
    try {
      SnapshotFolder eventParts = events.begin(fingerprint);
      SnapshotFolder letterParts = deadLetters.begin(fingerprint);
      execute(settings, files, eventParts, letterParts);
      IngestCounts counts = IngestCounts.of(Tallies.read(eventParts));
      counts.check(source, letterParts);
      deadLetters.publish(
          letterParts,
          new SnapshotContents(
              DeadLetters.FIELDS,
              counts.tallies().list(IngestTally.DEAD_LETTERS),
              counts.toMap(),
              Optional.empty(),
              fingerprint));
      PublishedDataset staged =
          events.publish(
              eventParts,
              new SnapshotContents(
                  StagedColumns.of(source),
                  counts.tallies().list(IngestTally.EVENTS),
                  counts.toMap(),
                  Optional.empty(),
                  fingerprint));
      return report(datasets, staged, false);
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

  /** Rows from the future may have become credible since, so they are looked at again. */
  private static boolean isCurrent(
      PublishedDataset last, DatasetFolder deadLetters, String fingerprint) {
    return last.fingerprint().equals(fingerprint)
        && deadLetters.latest().filter(d -> d.fingerprint().equals(fingerprint)).isPresent()
        && last.count(IngestCounts.REASON + Rejection.IN_FUTURE.code()) == 0;
  }

  private void execute(
      PipelineSettings settings,
      List<SurveyedFile> files,
      SnapshotFolder events,
      SnapshotFolder deadLetters) {
    long lines = files.stream().mapToLong(SurveyedFile::lines).sum();
    int shards = settings.shards().orElseGet(() -> ShardCount.forRows(lines));
    List<FileSlice> slices = files.stream().flatMap(f -> f.slices().stream()).toList();
    PipelineRun run = PipelineRun.of("ingest " + source.name(), settings);
    run.pipeline()
        .apply("slices", Create.of(slices).withCoder(SerializableCoder.of(FileSlice.class)))
        .apply(
            "stage",
            StageSource.of(
                ProjectSpec.of(project.name(), source),
                EventTimes.Limits.of(settings.clock().instant(), settings.clockTolerance()),
                shards,
                events,
                deadLetters));
    run.execute();
  }

  private IngestReport report(DatasetPaths datasets, PublishedDataset staged, boolean reused) {
    return new IngestReport(
        source.name(),
        datasets.source(source.name()),
        datasets.deadLetters(source.name()),
        reused,
        staged.count(IngestCounts.READ),
        staged.count(IngestCounts.USED),
        staged.count(IngestCounts.DUPLICATE),
        staged.count(IngestCounts.LATE),
        staged.count(IngestCounts.DEAD_LETTER),
        staged.counts(IngestCounts.REASON),
        staged.newestMillis());
  }
}
