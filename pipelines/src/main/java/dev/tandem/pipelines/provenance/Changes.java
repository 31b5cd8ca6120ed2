package dev.tandem.pipelines.provenance;

import java.util.ArrayList;
import java.util.List;

/**
 * The events in which one staged snapshot differs from an earlier one: those it has in addition,
 * and those that it has no longer because another copy of the event took their place.
 *
 * @param rows the number of these events
 * @param from the time of the oldest of them (UTC epoch milliseconds), {@link Long#MAX_VALUE} if
 *     there are none
 * @param files their parts, relative to the dataset's folder
 */
public record Changes(long rows, long from, List<String> files) {
  public Changes {
    files = List.copyOf(files);
  }

  /** No difference. */
  public static Changes none() {
    return new Changes(0, Long.MAX_VALUE, List.of());
  }

  /** These changes and others. */
  public Changes and(Changes other) {
    List<String> all = new ArrayList<>(files);
    all.addAll(other.files);
    return new Changes(rows + other.rows, Math.min(from, other.from), all);
  }
}
