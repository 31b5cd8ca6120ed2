package dev.tandem.features.state;

import dev.tandem.features.table.Table;
import dev.tandem.features.timeline.SelectedEvents;
import dev.tandem.features.timeline.Timelines;
import dev.tandem.features.view.Selection;
import java.util.HashMap;
import java.util.Map;

/** The events of a shard that are before the cut, sorted, with what slots ask about them. */
final class FoldedEvents {
  private final Table events;
  private final Timelines timelines;
  private final long cut;
  private final Map<Selection, SelectedEvents> selected = new HashMap<>();

  FoldedEvents(Table events, Timelines timelines, long cut) {
    this.events = events;
    this.timelines = timelines;
    this.cut = cut;
  }

  Table table() {
    return events;
  }

  Timelines timelines() {
    return timelines;
  }

  long cut() {
    return cut;
  }

  SelectedEvents selected(Selection selection) {
    return selected.computeIfAbsent(selection, s -> new SelectedEvents(events, timelines, s));
  }
}
