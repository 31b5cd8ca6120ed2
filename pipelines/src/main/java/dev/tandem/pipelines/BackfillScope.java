package dev.tandem.pipelines;

import dev.tandem.features.declaration.Label;
import dev.tandem.features.declaration.OutcomeLabel;
import dev.tandem.pipelines.backfill.EarlierRows;
import dev.tandem.pipelines.dataset.PublishedDataset;
import dev.tandem.pipelines.ledger.Work;
import dev.tandem.pipelines.provenance.Changes;
import dev.tandem.pipelines.provenance.StagedProvenance;
import dev.tandem.pipelines.provenance.TrainingProvenance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a backfill has to compute, and what it keeps of the last one.
 *
 * @param earlier the rows that stay
 */
record BackfillScope(Work work, EarlierRows earlier) {

  /**
   * What a run would be made from.
   *
   * @param fingerprint of all declarations and events
   * @param provenance what the result would tell of itself
   * @param pending events that are not staged yet, by source
   */
  record Inputs(
      String fingerprint,
      TrainingProvenance provenance,
      List<Label> labels,
      StagedSources staged,
      Map<String, Changes> pending) {

    private Optional<Changes> changes(String source, String since) {
      Changes more = pending.getOrDefault(source, Changes.none());
      if (staged.get(source).contentHash().equals(since)) {
        return Optional.of(more);
      }
      Optional<StagedProvenance> provenance = staged.provenance(source);
      return provenance.flatMap(events -> events.since(since)).map(more::and);
    }
  }

  /** Compares the inputs with those of the last run. */
  static BackfillScope of(Optional<PublishedDataset> last, Inputs inputs) {
    if (last.isEmpty()) {
      return everything("the training set has not been computed before");
    }
    if (last.get().fingerprint().equals(inputs.fingerprint()) && inputs.pending().isEmpty()) {
      Work same = Work.nothing("neither events nor declarations have changed");
      return new BackfillScope(same, EarlierRows.none());
    }
    Optional<TrainingProvenance> known = provenance(last.get());
    if (known.isEmpty()) {
      return everything("the last run did not tell what it read");
    }
    if (!known.get().declarations().equals(inputs.provenance().declarations())) {
      return everything("its declarations have changed");
    }
    Map<String, Changes> changes = new TreeMap<>();
    for (Map.Entry<String, String> source : known.get().sources().entrySet()) {
      Optional<Changes> since = inputs.changes(source.getKey(), source.getValue());
      if (since.isEmpty()) {
        return everything(
            "the events of source " + source.getKey() + " are not as before and more");
      }
      changes.put(source.getKey(), since.get());
    }
    return increment(last.get(), known.get(), inputs, changes);
  }

  private static BackfillScope increment(
      PublishedDataset last,
      TrainingProvenance known,
      Inputs inputs,
      Map<String, Changes> changes) {
    // No changed event is visible to a row before the first of them, nor is such a row changed.
    long before = changes.values().stream().mapToLong(Changes::from).min().orElse(Long.MAX_VALUE);
    for (Label label : inputs.labels()) {
      if (label instanceof OutcomeLabel outcome) {
        // Nor is one an outcome of a row at T if T + within <= from.
        long from = changes.get(label.source()).from();
        before = Math.min(before, from - outcome.within().toMillis() + 1);
      }
    }
    // Rows that were left out as immature are not there to stay, and some may have to go.
    before = Math.min(before, known.matureBefore());
    before = Math.min(before, inputs.provenance().matureBefore());
    long rows = changes.values().stream().mapToLong(Changes::rows).sum();
    Work work =
        Work.increment(
            (rows == 1 ? "1 new event" : rows + " new events")
                + "; rows before "
                + Instant.ofEpochMilli(before)
                + " stay");
    return new BackfillScope(work, new EarlierRows(last.parts(), known.shards(), before));
  }

  private static BackfillScope everything(String reason) {
    return new BackfillScope(Work.everything(reason), EarlierRows.none());
  }

  private static Optional<TrainingProvenance> provenance(PublishedDataset last) {
    try {
      return last.provenance().flatMap(TrainingProvenance::parse);
    } catch (IOException e) {
      throw new UncheckedIOException("the provenance of " + last.snapshot(), e);
    }
  }
}
