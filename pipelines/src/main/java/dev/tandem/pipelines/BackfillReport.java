package dev.tandem.pipelines;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a backfill wrote; {@code spine = rows + immature + sampledOut}.
 *
 * @param dataset the folder of the training set
 * @param reused true if nothing had changed since the last run, and so nothing was computed
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
    boolean reused,
    long spine,
    long immature,
    Map<String, Long> immatureByLabel,
    long sampledOut,
    long rows,
    long bytes) {
  public BackfillReport {
    immatureByLabel = Collections.unmodifiableMap(new TreeMap<>(immatureByLabel));
  }

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
        + " left out, because their labels are not known yet"
        + byLabel()
        + (sampledOut == 0 ? "" : " + " + sampledOut + " negatives left out by sampling");
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
