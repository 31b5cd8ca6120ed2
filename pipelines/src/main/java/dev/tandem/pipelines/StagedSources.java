package dev.tandem.pipelines;

import dev.tandem.pipelines.dataset.DatasetFolder;
import dev.tandem.pipelines.dataset.PublishedDataset;
import dev.tandem.pipelines.events.PartsTask;
import dev.tandem.pipelines.run.Fingerprint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The staged events of the sources that a run reads, as they were when it began. */
final class StagedSources {
  private final Map<String, PublishedDataset> bySource;

  private StagedSources(Map<String, PublishedDataset> bySource) {
    this.bySource = bySource;
  }

  /**
   * Looks at the newest snapshot of each source.
   *
   * @throws NotStagedException if a source has none
   */
  static StagedSources open(DatasetPaths datasets, Collection<String> sources) {
    Map<String, PublishedDataset> bySource = new LinkedHashMap<>();
    for (String source : sources) {
      PublishedDataset staged =
          DatasetFolder.of(datasets.source(source))
              .latest()
              .orElseThrow(
                  () ->
                      new NotStagedException(
                          "source '"
                              + source
                              + "' has no staged events in "
                              + datasets.source(source)
                              + "; ingest it first"));
      bySource.put(source, staged);
    }
    return new StagedSources(bySource);
  }

  /** One source's events. */
  PublishedDataset get(String source) {
    return bySource.get(source);
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

  /** Adds all events to a fingerprint. */
  void addTo(Fingerprint fingerprint) {
    bySource.forEach((source, staged) -> fingerprint.add(source).add(staged.contentHash()));
  }
}
