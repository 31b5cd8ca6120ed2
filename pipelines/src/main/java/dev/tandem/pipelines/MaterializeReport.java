package dev.tandem.pipelines;

import java.time.Instant;
import java.util.List;

/**
 * What a materialization wrote.
 *
 * @param cut events before this instant are in the states (UTC epoch milliseconds)
 */
public record MaterializeReport(long cut, List<View> views) {
  public MaterializeReport {
    views = List.copyOf(views);
  }

  /**
   * One view.
   *
   * @param entities entities whose state was written
   * @param bytes the bytes of their keys and states
   */
  public record View(String view, long entities, long bytes) {}

  /** The entities of all views. */
  public long entities() {
    return views.stream().mapToLong(View::entities).sum();
  }

  /** One line for a person. */
  public String summary() {
    return "materialized "
        + entities()
        + " states of "
        + views.size()
        + " views with the events before "
        + Instant.ofEpochMilli(cut);
  }
}
