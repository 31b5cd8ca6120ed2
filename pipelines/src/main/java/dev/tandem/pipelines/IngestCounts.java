package dev.tandem.pipelines;

import dev.tandem.features.declaration.Source;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.dataset.PartFile;
import dev.tandem.pipelines.dataset.PublishedDataset;
import dev.tandem.pipelines.dataset.SnapshotFolder;
import dev.tandem.pipelines.dataset.Tallies;
import dev.tandem.pipelines.dataset.Tally;
import dev.tandem.pipelines.ingest.DeadLetters;
import dev.tandem.pipelines.ingest.IngestTally;
import dev.tandem.pipelines.read.Rejection;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The numbers of an ingestion and of the runs whose rows it keeps, which must add up, under the
 * names they have in a manifest.
 *
 * @param tallies what this run counted
 * @param refused the rows that are not used, by reason, late and expired ones included
 */
record IngestCounts(
    Tallies tallies, long read, long used, long duplicate, Map<String, Long> refused) {
  static final String READ = "read";
  static final String USED = "used";
  static final String DUPLICATE = "duplicate";
  static final String LATE = "late";
  static final String EXPIRED = "expired";
  static final String DEAD_LETTER = "dead_letter";

  /** Before the reason of dead letters. */
  static final String REASON = "dead_letter.";

  private static final int EXAMPLES = 3;

  /** The reasons that do not make a row a dead letter, with the names of their numbers. */
  private static final Map<String, String> APART =
      Map.of(Rejection.LATE.code(), LATE, Rejection.EXPIRED.code(), EXPIRED);

  /**
   * The numbers of a run together with those before.
   *
   * @param base the snapshot to which it added rows; empty if it read all files
   */
  static IngestCounts of(Tallies tallies, Optional<PublishedDataset> base) {
    Map<String, Long> refused = tallies.byName(IngestTally.REFUSED);
    base.ifPresent(
        before -> {
          before.counts(REASON).forEach((reason, rows) -> refused.merge(reason, rows, Long::sum));
          APART.forEach((code, count) -> add(refused, code, before.count(count)));
        });
    return new IngestCounts(
        tallies,
        tallies.rows(IngestTally.READ) + base.map(b -> b.count(READ)).orElse(0L),
        tallies.rows(IngestTally.EVENTS),
        tallies.rows(IngestTally.DUPLICATE) + base.map(b -> b.count(DUPLICATE)).orElse(0L),
        refused);
  }

  /** The rows that this run read. */
  long readNow() {
    return tallies.rows(IngestTally.READ);
  }

  private static void add(Map<String, Long> refused, String reason, long rows) {
    if (rows > 0) {
      refused.merge(reason, rows, Long::sum);
    }
  }

  private long late() {
    return refused.getOrDefault(Rejection.LATE.code(), 0L);
  }

  private long expired() {
    return refused.getOrDefault(Rejection.EXPIRED.code(), 0L);
  }

  private long deadLetters() {
    return reasons().values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Checks the numbers before anything is published.
   *
   * @throws TooManyDeadLettersException if the share of dead letters is above the source's limit
   * @throws IllegalStateException if they do not add up
   */
  void check(Source source, SnapshotFolder letters) {
    long unused = late() + expired() + deadLetters();
    if (read != used + duplicate + unused || unused != tallies.rows(IngestTally.DEAD_LETTERS)) {
      throw new IllegalStateException(
          "the rows of source " + source.name() + " do not add up: " + toMap());
    }
    if (deadLetters() > read * source.maxDeadLetterShare()) {
      throw new TooManyDeadLettersException(
          "source '"
              + source.name()
              + "': "
              + deadLetters()
              + " of "
              + read
              + " rows cannot be used, more than the declared share of "
              + source.maxDeadLetterShare()
              + "; nothing was published. Reasons: "
              + reasons().entrySet().stream()
                  .map(reason -> reason.getValue() + " " + reason.getKey())
                  .collect(Collectors.joining(", "))
              + ". For example: "
              + examples(letters));
    }
  }

  /** All numbers by name. */
  Map<String, Long> toMap() {
    Map<String, Long> counts = new TreeMap<>();
    counts.put(READ, read);
    counts.put(USED, used);
    counts.put(DUPLICATE, duplicate);
    counts.put(LATE, late());
    counts.put(EXPIRED, expired());
    counts.put(DEAD_LETTER, deadLetters());
    reasons().forEach((reason, count) -> counts.put(REASON + reason, count));
    return counts;
  }

  private Map<String, Long> reasons() {
    Map<String, Long> reasons = new TreeMap<>(refused);
    reasons.keySet().removeAll(APART.keySet());
    return reasons;
  }

  private String examples(SnapshotFolder letters) {
    Tally first = tallies.list(IngestTally.DEAD_LETTERS).get(0);
    StringBuilder examples = new StringBuilder();
    try {
      Table rows =
          PartFile.read(
              letters.part(first.index()),
              DeadLetters.FIELDS.stream().map(field -> field.name()).toList());
      for (int row = 0; row < Math.min(EXAMPLES, rows.rows()); row++) {
        examples
            .append(row == 0 ? "" : "; ")
            .append(rows.strings("file").value(row))
            .append(':')
            .append(rows.longs("line").value(row))
            .append(": ")
            .append(rows.strings("detail").value(row));
      }
      return examples.toString();
    } catch (IOException e) {
      return "none can be read (" + e.getMessage() + ")";
    }
  }
}
