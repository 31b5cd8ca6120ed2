package dev.tandem.pipelines;

import dev.tandem.pipelines.backfill.BackfillTally;
import dev.tandem.pipelines.dataset.PublishedDataset;
import dev.tandem.pipelines.ledger.StepReport;
import dev.tandem.pipelines.ledger.StepResult;
import dev.tandem.pipelines.ledger.Work;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a training set holds; {@code spine = rows + immature + sampledOut}, whichever runs computed
 * the rows.
 *
 * @param dataset the folder of the training set
 * @param snapshot the name of the snapshot that holds the rows
 * @param fingerprint of the events and the declarations
 * @param work what this run did of it, and why
 * @param computedNow the rows that this run computed; the others were kept from before
 * @param spine events that are rows by declaration
 * @param immature rows left out because a label's window reaches beyond the end of the data
 * @param immatureByLabel for each label with a window, the rows that it alone would have left out;
 *     a row may count for several labels
 * @param sampledOut negative rows left out by chance
 * @param rows rows written
 * @param bytes the size of the parts
 */
public record BackfillReport(
    String trainingSet,
    String dataset,
    String snapshot,
    String fingerprint,
    Work work,
    long computedNow,
    long spine,
    long immature,
    Map<String, Long> immatureByLabel,
    long sampledOut,
    long rows,
    long bytes)
    implements StepReport {
  public BackfillReport {
    immatureByLabel = Collections.unmodifiableMap(new TreeMap<>(immatureByLabel));
  }

  /** What a run found or published. */
  static BackfillReport of(
      String trainingSet, String dataset, Work work, long computedNow, PublishedDataset written) {
    return new BackfillReport(
        trainingSet,
        dataset,
        written.snapshot(),
        written.fingerprint(),
        work,
        computedNow,
        written.count(BackfillTally.SPINE),
        written.count(BackfillTally.IMMATURE),
        written.counts(BackfillTally.IMMATURE_BY_LABEL),
        written.count(BackfillTally.SAMPLED_OUT),
        written.count(BackfillTally.ROWS),
        written.bytes());
  }

  /** True if nothing had changed since the last run, and so nothing was computed. */
  public boolean reused() {
    return work.isNothing();
  }

  /** The rows that an earlier run computed. */
  public long keptFromBefore() {
    return rows - computedNow;
  }

  /** One line for a person. */
  public String summary() {
    return "training set " + trainingSet + (reused() ? " is unchanged: " : ": ") + sums();
  }

  private String sums() {
    String now =
        reused() || keptFromBefore() == 0
            ? ""
            : ", " + computedNow + " computed now, " + keptFromBefore() + " kept from before";
    return spine
        + " rows = "
        + rows
        + " written ("
        + bytes
        + " bytes"
        + now
        + ") + "
        + immature
        + " left out, because their labels are not known yet"
        + byLabel()
        + (sampledOut == 0 ? "" : " + " + sampledOut + " negatives left out by sampling");
  }

  @Override
  public StepResult step() {
    Map<String, Long> counts = new TreeMap<>();
    counts.put("computed_now", computedNow);
    counts.put(BackfillTally.SPINE, spine);
    counts.put(BackfillTally.IMMATURE, immature);
    counts.put(BackfillTally.SAMPLED_OUT, sampledOut);
    counts.put(BackfillTally.ROWS, rows);
    return new StepResult(work, fingerprint, dataset, snapshot, counts, sums());
  }

  private String byLabel() {
    return immature == 0
        ? ""
        : immatureByLabel.entrySet().stream()
            .filter(label -> label.getValue() > 0)
            .map(label -> label.getKey() + " " + label.getValue())
            .collect(Collectors.joining(", ", " (", ")"));
  }
}
