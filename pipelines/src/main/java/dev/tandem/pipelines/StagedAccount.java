package dev.tandem.pipelines;

import dev.tandem.pipelines.dataset.PublishedDataset;
import dev.tandem.pipelines.dataset.SnapshotFolder;
import dev.tandem.pipelines.dataset.Tallies;
import dev.tandem.pipelines.dataset.Tally;
import dev.tandem.pipelines.ingest.IngestTally;
import dev.tandem.pipelines.provenance.Changes;
import dev.tandem.pipelines.provenance.Generation;
import dev.tandem.pipelines.provenance.ReadFile;
import dev.tandem.pipelines.provenance.StagedProvenance;
import dev.tandem.pipelines.read.Rejection;
import java.util.List;
import java.util.Optional;

/** Makes the provenance of staged events from what workers told. */
final class StagedAccount {
  private StagedAccount() {}

  /**
   * The provenance of a snapshot.
   *
   * @param declaration the fingerprint of the source's declaration
   * @param files all files whose rows are in
   * @param before that of the snapshot to which rows were added; empty if all files were read
   */
  static StagedProvenance of(
      String declaration,
      int shards,
      List<ReadFile> files,
      SnapshotFolder snapshot,
      Optional<StagedProvenance> before) {
    Tallies tallies = Tallies.read(snapshot);
    long believableFrom =
        Math.min(
            believableFrom(tallies),
            before.map(StagedProvenance::believableFrom).orElse(Long.MAX_VALUE));
    StagedProvenance own =
        StagedProvenance.of(
            declaration, shards, believableFrom, files, generation(tallies, snapshot));
    long rows = tallies.rows(IngestTally.EVENTS);
    return before.map(earlier -> own.after(earlier, rows)).orElse(own);
  }

  private static long believableFrom(Tallies tallies) {
    boolean future = tallies.byName(IngestTally.REFUSED).containsKey(Rejection.IN_FUTURE.code());
    return tallies.list(IngestTally.FUTURE).stream()
        .mapToLong(Tally::minTime)
        .min()
        .orElse(future ? Long.MIN_VALUE : Long.MAX_VALUE);
  }

  private static Generation generation(Tallies tallies, SnapshotFolder snapshot) {
    List<Tally> parts = tallies.list(IngestTally.EVENTS);
    List<Tally> changes = tallies.list(IngestTally.CHANGES);
    return new Generation(
        snapshot.id(),
        PublishedDataset.contentHash(parts.stream().map(Tally::sha256)),
        parts.stream().mapToLong(part -> part.maxTime() + 1).max().orElse(0),
        new Changes(
            changes.stream().mapToLong(Tally::rows).sum(),
            changes.stream().mapToLong(Tally::minTime).min().orElse(Long.MAX_VALUE),
            changes.stream().map(part -> snapshot.changesFile(part.index())).toList()));
  }
}
