package dev.tandem.pipelines;

import dev.tandem.pipelines.dataset.DatasetFolder;
import dev.tandem.pipelines.dataset.PublishedDataset;
import dev.tandem.pipelines.ledger.Work;
import dev.tandem.pipelines.provenance.ReadFile;
import dev.tandem.pipelines.provenance.StagedProvenance;
import dev.tandem.pipelines.read.Rejection;
import dev.tandem.pipelines.read.SurveyedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What an ingestion has to read, and what it keeps of the last one.
 *
 * @param toRead the files whose rows are not in yet; all of them, if the work is from scratch
 * @param base what the last run published, if its rows are kept or are all there is
 */
record IngestScope(Work work, List<SurveyedFile> toRead, Optional<Base> base) {
  IngestScope {
    toRead = List.copyOf(toRead);
  }

  /** What one run published. */
  record Base(
      PublishedDataset events,
      PublishedDataset deadLetters,
      Optional<StagedProvenance> provenance) {

    /** What the newest events were published with; empty if there are none. */
    static Optional<Base> of(DatasetFolder events, DatasetFolder deadLetters) {
      Optional<PublishedDataset> staged = events.latest();
      // A run that was killed between the two may have published newer dead letters.
      Optional<PublishedDataset> letters =
          staged.flatMap(last -> deadLetters.newest(last.fingerprint()));
      return letters.map(last -> new Base(staged.get(), last, provenance(staged.get())));
    }

    private static Optional<StagedProvenance> provenance(PublishedDataset staged) {
      try {
        return staged.provenance().flatMap(StagedProvenance::parse);
      } catch (IOException e) {
        throw new UncheckedIOException("the provenance of " + staged.snapshot(), e);
      }
    }
  }

  /**
   * Compares the files with those of the last run.
   *
   * @param declaration the fingerprint of the source's declaration
   * @param fingerprint that of the declaration and the files
   * @param believedUntil the newest instant that rows are believed to have
   */
  static IngestScope of(
      List<SurveyedFile> files,
      Optional<Base> base,
      String declaration,
      String fingerprint,
      long believedUntil) {
    if (base.isEmpty()) {
      return everything("the source has not been ingested before", files);
    }
    Base last = base.get();
    Optional<StagedProvenance> known = last.provenance();
    if (last.events().count(IngestCounts.REASON + Rejection.IN_FUTURE.code()) > 0
        && known.map(p -> p.believableFrom() <= believedUntil).orElse(true)) {
      return everything("rows refused as from the future may be believed by now", files);
    }
    if (last.events().fingerprint().equals(fingerprint)) {
      return new IngestScope(Work.nothing("the files have not changed"), List.of(), base);
    }
    if (known.isEmpty()) {
      return everything("the last run did not tell what it read", files);
    }
    if (!known.get().declaration().equals(declaration)) {
      return everything("the declaration of the source has changed", files);
    }
    return compare(files, last, known.get());
  }

  private static IngestScope compare(List<SurveyedFile> files, Base last, StagedProvenance known) {
    Map<String, ReadFile> now =
        files.stream()
            .map(IngestScope::readFile)
            .collect(Collectors.toMap(ReadFile::file, Function.identity()));
    for (ReadFile before : known.files()) {
      ReadFile found = now.remove(before.file());
      if (found == null) {
        return everything(before.file() + " is gone", files);
      }
      if (!found.equals(before)) {
        return everything(before.file() + " has changed", files);
      }
    }
    List<SurveyedFile> added = files.stream().filter(f -> now.containsKey(f.file())).toList();
    String reason = added.size() == 1 ? "1 new file" : added.size() + " new files";
    return new IngestScope(Work.increment(reason), added, Optional.of(last));
  }

  private static IngestScope everything(String reason, List<SurveyedFile> files) {
    return new IngestScope(Work.everything(reason), files, Optional.empty());
  }

  /** How a provenance names a file. */
  static ReadFile readFile(SurveyedFile file) {
    return new ReadFile(file.file(), file.bytes(), file.sha256());
  }
}
