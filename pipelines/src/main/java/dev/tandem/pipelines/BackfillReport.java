package dev.tandem.pipelines;

/**
 * What a backfill wrote; {@code spine = rows + immature}.
 *
 * @param dataset the folder of the training set
 * @param reused true if nothing had changed since the last run, and so nothing was computed
 * @param spine events that are rows by declaration
 * @param immature rows left out because a label's window reaches beyond the end of the data
 * @param rows rows written
 * @param bytes the size of the parts
 */
public record BackfillReport(
    String trainingSet,
    String dataset,
    boolean reused,
    long spine,
    long immature,
    long rows,
    long bytes) {

  /** One line for a person. */
  public String summary() {
    return "training set "
        + trainingSet
        + (reused ? " is unchanged: " : ": ")
        + spine
        + " rows = "
        + rows
        + " written ("
        + bytes
        + " bytes) + "
        + immature
        + " left out, because their labels are not known yet";
  }
}
