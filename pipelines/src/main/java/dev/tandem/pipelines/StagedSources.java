package dev.tandem.pipelines;

import dev.tandem.features.declaration.OutcomeLabel;
import dev.tandem.pipelines.dataset.DatasetFolder;
import dev.tandem.pipelines.dataset.DatasetReading;
import dev.tandem.pipelines.dataset.PublishedDataset;
import dev.tandem.pipelines.events.PartsTask;
import dev.tandem.pipelines.provenance.StagedProvenance;
import dev.tandem.pipelines.run.Fingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The staged events of the sources that a run reads, as they were when it began; they stay until it
 * is closed.
 */
final class StagedSources implements AutoCloseable {
  private final Map<String, PublishedDataset> bySource;
  private final List<DatasetReading> readings;

  private StagedSources(Map<String, PublishedDataset> bySource, List<DatasetReading> readings) {
    this.bySource = bySource;
    this.readings = readings;
  }

  /**
   * Looks at the newest snapshot of each source.
   *
   * @throws NotStagedException if a source has none
   */
  static StagedSources open(DatasetPaths datasets, Collection<String> sources) {
    StagedSources staged = new StagedSources(new LinkedHashMap<>(), new ArrayList<>());
    try {
      sources.forEach(source -> staged.add(source, datasets.source(source)));
      return staged;
    } catch (RuntimeException e) {
      staged.close();
      throw e;
    }
  }

  /**
   * Looks at the newest snapshot of each source, none of which need stay; empty if a source has
   * none.
   */
  static Optional<StagedSources> look(DatasetPaths datasets, Collection<String> sources) {
    Map<String, PublishedDataset> found = new LinkedHashMap<>();
    for (String source : sources) {
      Optional<PublishedDataset> newest = DatasetFolder.of(datasets.source(source)).latest();
      newest.ifPresent(dataset -> found.put(source, dataset));
    }
    return found.size() == sources.size()
        ? Optional.of(new StagedSources(found, List.of()))
        : Optional.empty();
  }

  private void add(String source, String root) {
    DatasetFolder folder = DatasetFolder.of(root);
    if (folder.latest().isEmpty()) {
      throw new NotStagedException(
          "source '" + source + "' has no staged events in " + root + "; ingest it first");
    }
    // From here on no snapshot goes, so the one that is newest now can be read to the end.
    readings.add(folder.reading());
    bySource.put(source, folder.latest().orElseThrow());
  }

  /** One source's events. */
  PublishedDataset get(String source) {
    return bySource.get(source);
  }

  /** What one source's events were made from, if that is known. */
  Optional<StagedProvenance> provenance(String source) {
    try {
      return get(source).provenance().flatMap(StagedProvenance::parse);
    } catch (IOException e) {
      throw new UncheckedIOException("the provenance of source " + source, e);
    }
  }

  /** The number of events of all sources. */
  long rows() {
    return bySource.values().stream().mapToLong(PublishedDataset::rows).sum();
  }

  /** The first instant after every event of a source; 0 without events. */
  long end(String source) {
    PublishedDataset staged = get(source);
    return staged.rows() == 0 ? 0 : staged.newestMillis() + 1;
  }

  /** The first instant after every event of all sources; 0 without events. */
  long end() {
    return bySource.keySet().stream().mapToLong(this::end).max().orElse(0);
  }

  /** The instant from which on the window of a label reaches beyond the end of its events. */
  long matureBefore(OutcomeLabel label) {
    // T + within > end is immature, so T <= end - within, that is T < end - within + 1, is mature.
    return end(label.source()) - label.within().toMillis() + 1;
  }

  /** Reads all parts of one source, to be cut into {@code shards} shards. */
  List<PartsTask> tasks(String source, int shards) {
    PublishedDataset staged = get(source);
    return PartsTask.of(source, staged.files(), staged.rows(), shards);
  }

  /** Reads all parts of some sources. */
  List<PartsTask> tasks(Collection<String> sources, int shards) {
    List<PartsTask> tasks = new ArrayList<>();
    sources.forEach(source -> tasks.addAll(tasks(source, shards)));
    return tasks;
  }

  @Override
  public void close() {
    readings.forEach(DatasetReading::close);
  }

  /** Adds all events to a fingerprint. */
  void addTo(Fingerprint fingerprint) {
    bySource.forEach((source, staged) -> fingerprint.add(source).add(staged.contentHash()));
  }
}
