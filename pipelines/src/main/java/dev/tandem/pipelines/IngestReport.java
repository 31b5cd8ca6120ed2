package dev.tandem.pipelines;

import dev.tandem.pipelines.dataset.PublishedDataset;
import dev.tandem.pipelines.ledger.StepReport;
import dev.tandem.pipelines.ledger.StepResult;
import dev.tandem.pipelines.ledger.Work;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of a source's rows; {@code read = used + duplicate + late + expired + deadLetter},
 * over all files of the source, whichever run read them.
 *
 * @param dataset the folder of the staged dataset
 * @param deadLetterDataset the folder of the rows that are not used, late and expired ones included
 * @param snapshot the name of the snapshot that holds the rows
 * @param fingerprint of the files and the declaration
 * @param work what this run did of it, and why
 * @param readNow the rows that this run read; the others were in from before
 * @param duplicate rows whose event was there already
 * @param late rows that arrived later than the source allows
 * @param expired rows whose event is older than the source's declared start
 * @param reasons the number of dead letters for each reason
 * @param newestMillis the newest event's time in UTC epoch milliseconds, {@link Long#MIN_VALUE}
 *     without events
 */
public record IngestReport(
    String source,
    String dataset,
    String deadLetterDataset,
    String snapshot,
    String fingerprint,
    Work work,
    long readNow,
    long read,
    long used,
    long duplicate,
    long late,
    long expired,
    long deadLetter,
    Map<String, Long> reasons,
    long newestMillis)
    implements StepReport {
  public IngestReport {
    reasons = Map.copyOf(reasons);
  }

  /** What a run found or published of a source. */
  static IngestReport of(
      String source, DatasetPaths datasets, Work work, long readNow, PublishedDataset staged) {
    return new IngestReport(
        source,
        datasets.source(source),
        datasets.deadLetters(source),
        staged.snapshot(),
        staged.fingerprint(),
        work,
        readNow,
        staged.count(IngestCounts.READ),
        staged.count(IngestCounts.USED),
        staged.count(IngestCounts.DUPLICATE),
        staged.count(IngestCounts.LATE),
        staged.count(IngestCounts.EXPIRED),
        staged.count(IngestCounts.DEAD_LETTER),
        staged.counts(IngestCounts.REASON),
        staged.newestMillis());
  }

  /** True if nothing had changed since the last run, and so nothing was computed. */
  public boolean reused() {
    return work.isNothing();
  }

  /** The rows that were in before this run. */
  public long readBefore() {
    return read - readNow;
  }

  /** One line for a person. */
  public String summary() {
    return "source " + source + (reused() ? " is unchanged: " : ": ") + rows();
  }

  private String rows() {
    String now =
        reused() || readBefore() == 0
            ? ""
            : " (" + readNow + " now, " + readBefore() + " kept from before)";
    return read
        + " rows read"
        + now
        + " = "
        + used
        + " used + "
        + duplicate
        + " duplicate + "
        + late
        + " late + "
        + (expired == 0 ? "" : expired + " expired + ")
        + deadLetter
        + " dead letters";
  }

  @Override
  public StepResult step() {
    Map<String, Long> counts = new TreeMap<>();
    counts.put("read_now", readNow);
    counts.put(IngestCounts.READ, read);
    counts.put(IngestCounts.USED, used);
    counts.put(IngestCounts.DUPLICATE, duplicate);
    counts.put(IngestCounts.LATE, late);
    counts.put(IngestCounts.EXPIRED, expired);
    counts.put(IngestCounts.DEAD_LETTER, deadLetter);
    return new StepResult(work, fingerprint, dataset, snapshot, counts, rows());
  }
}
