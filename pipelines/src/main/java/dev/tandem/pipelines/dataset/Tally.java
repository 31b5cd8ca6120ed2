package dev.tandem.pipelines.dataset;

import java.util.Comparator;
import java.util.Objects;

/**
 * What one worker counted or wrote: the way in which exact numbers come back from a pipeline.
 *
 * <p>Tallies are elements of the pipeline, so each counts once however often work was retried.
 *
 * @param kind what was counted
 * @param index which slice or shard it was
 * @param rows the number of rows
 * @param bytes the number of bytes written, 0 if none
 * @param sha256 the hash of the bytes in hexadecimal, empty if none were written
 * @param minTime the smallest event time, {@link Long#MAX_VALUE} without rows
 * @param maxTime the largest event time, {@link Long#MIN_VALUE} without rows
 */
public record Tally(
    String kind, int index, long rows, long bytes, String sha256, long minTime, long maxTime)
    implements Comparable<Tally> {
  private static final Comparator<Tally> ORDER =
      Comparator.comparing(Tally::kind).thenComparingInt(Tally::index);

  public Tally {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(sha256, "sha256");
  }

  /** A count of rows that were not written. */
  public static Tally of(String kind, int index, long rows) {
    return new Tally(kind, index, rows, 0, "", Long.MAX_VALUE, Long.MIN_VALUE);
  }

  /** Notes an instant, of no rows. */
  public static Tally at(String kind, int index, long millis) {
    return new Tally(kind, index, 0, 0, "", millis, millis);
  }

  @Override
  public int compareTo(Tally other) {
    return ORDER.compare(this, other);
  }
}
