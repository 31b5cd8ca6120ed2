package dev.tandem.pipelines;

import dev.tandem.pipelines.backfill.BackfillTally;
import dev.tandem.pipelines.dataset.Tallies;
import java.util.Map;
import java.util.TreeMap;

/**
 * The numbers of a training set, which must add up.
 *
 * @param spine all rows of the spine
 * @param earlier those of them that an earlier run computed
 * @param earlierRows those of these that are in the parts; the others were sampled out then
 * @param immature rows left out because a label is not known yet
 * @param sampledOut negative rows left out by chance, by this run and earlier ones
 * @param rows all rows in the parts
 * @param immatureByLabel rows left out as immature, by the label that is not known yet
 */
record BackfillCounts(
    long spine,
    long earlier,
    long earlierRows,
    long immature,
    long sampledOut,
    long rows,
    Map<String, Long> immatureByLabel) {

  /** The numbers that workers told. */
  static BackfillCounts of(Tallies tallies) {
    long earlier = tallies.rows(BackfillTally.EARLIER);
    long earlierRows = tallies.rows(BackfillTally.EARLIER_ROWS);
    return new BackfillCounts(
        tallies.rows(BackfillTally.SPINE),
        earlier,
        earlierRows,
        tallies.rows(BackfillTally.IMMATURE),
        tallies.rows(BackfillTally.SAMPLED_OUT) + earlier - earlierRows,
        tallies.rows(BackfillTally.ROWS),
        tallies.byName(BackfillTally.IMMATURE_BY_LABEL));
  }

  /**
   * Checks the numbers before anything is published.
   *
   * @param sampled whether negatives are sampled
   * @throws IllegalStateException if they do not add up
   */
  void check(String trainingSet, boolean sampled) {
    if (spine != rows + immature + sampledOut || (!sampled && earlier != earlierRows)) {
      throw new IllegalStateException(
          "the rows of training set " + trainingSet + " do not add up: " + this);
    }
  }

  /** The numbers of the training set by name, the same whichever runs computed it. */
  Map<String, Long> toMap() {
    Map<String, Long> counts = new TreeMap<>();
    counts.put(BackfillTally.SPINE, spine);
    counts.put(BackfillTally.IMMATURE, immature);
    counts.put(BackfillTally.SAMPLED_OUT, sampledOut);
    counts.put(BackfillTally.ROWS, rows);
    immatureByLabel.forEach(
        (label, count) -> counts.put(BackfillTally.IMMATURE_BY_LABEL + label, count));
    return counts;
  }
}
