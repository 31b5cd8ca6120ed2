package dev.tandem.pipelines.events;

import dev.tandem.features.table.Table;
import java.io.Serializable;

/** Says which of a need's events are shipped. */
@FunctionalInterface
public interface EventFilter extends Serializable {
  /**
   * Chooses events.
   *
   * @param events some of a source's events in the order of their times, with the need's columns
   * @return these, or fewer of them
   */
  Table of(Table events);

  /** These events, of which another filter chooses. */
  default EventFilter then(EventFilter next) {
    return events -> next.of(of(events));
  }

  /** All events. */
  static EventFilter all() {
    return events -> events;
  }
}
