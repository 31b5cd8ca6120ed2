package dev.tandem.pipelines;

import java.util.Map;

/**
 * What became of a source's rows; {@code read = used + duplicate + late + deadLetter}.
 *
 * @param dataset the folder of the staged dataset
 * @param deadLetterDataset the folder of the rows that are not used, late ones included
 * @param reused true if nothing had changed since the last run, and so nothing was computed
 * @param duplicate rows whose event was there already
 * @param late rows that arrived later than the source allows
 * @param reasons the number of dead letters for each reason
 * @param newestMillis the newest event's time in UTC epoch milliseconds, {@link Long#MIN_VALUE}
 *     without events
 */
public record IngestReport(
    String source,
    String dataset,
    String deadLetterDataset,
    boolean reused,
    long read,
    long used,
    long duplicate,
    long late,
    long deadLetter,
    Map<String, Long> reasons,
    long newestMillis) {
  public IngestReport {
    reasons = Map.copyOf(reasons);
  }

  /** One line for a person. */
  public String summary() {
    return "source "
        + source
        + (reused ? " is unchanged: " : ": ")
        + read
        + " rows read = "
        + used
        + " used + "
        + duplicate
        + " duplicate + "
        + late
        + " late + "
        + deadLetter
        + " dead letters";
  }
}
