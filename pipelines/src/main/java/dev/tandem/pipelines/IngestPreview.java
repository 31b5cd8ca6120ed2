package dev.tandem.pipelines;

import dev.tandem.pipelines.ledger.Work;
import dev.tandem.pipelines.ledger.Work.Extent;
import dev.tandem.pipelines.provenance.Changes;
import java.time.Instant;
import java.util.List;

/**
 * What an ingestion would do.
 *
 * @param files the files it would read
 * @param added the events in them, copies of known ones included; counted only if the others are
 *     kept
 */
public record IngestPreview(String source, Work work, List<String> files, Changes added) {
  private static final int EXAMPLES = 3;

  public IngestPreview {
    files = List.copyOf(files);
  }

  /** One line for a person. */
  public String summary() {
    return work + (files.isEmpty() ? "" : ": would read " + names()) + events();
  }

  private String names() {
    String first = String.join(", ", files.subList(0, Math.min(EXAMPLES, files.size())));
    return files.size() <= EXAMPLES ? first : first + " and " + (files.size() - EXAMPLES) + " more";
  }

  private String events() {
    return work.extent() != Extent.INCREMENT || added.rows() == 0
        ? ""
        : "; " + added.rows() + " events, the oldest at " + Instant.ofEpochMilli(added.from());
  }
}
