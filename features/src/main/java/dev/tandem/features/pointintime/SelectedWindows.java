package dev.tandem.features.pointintime;

import dev.tandem.features.declaration.Window;
import dev.tandem.features.timeline.SelectedEvents;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * For each training row, in order of entity and time, which events of a selection each window
 * holds: {@code [first, end)} in the order of the selected events.
 */
final class SelectedWindows {
  private final RowWindows rows;
  private final int selection;
  private final SelectedEvents events;
  private final int[] end;
  private final Map<Optional<Window>, int[]> firsts = new HashMap<>();

  /**
   * The windows of all rows.
   *
   * @param selection its number in the view
   */
  SelectedWindows(RowWindows rows, int selection, SelectedEvents events) {
    this.rows = rows;
    this.selection = selection;
    this.events = events;
    this.end = selected(rows.end());
  }

  // Hot path: PointInTimeJoinBenchmark.
  private int[] selected(int[] positions) {
    if (events.areAll()) {
      return positions;
    }
    int[] rank = events.rank();
    int[] selected = new int[positions.length];
    for (int row = 0; row < selected.length; row++) {
      selected[row] = rank[positions[row]];
    }
    return selected;
  }

  /** The rows and the events that they see, selected or not. */
  RowWindows rows() {
    return rows;
  }

  /** The selected events. */
  SelectedEvents events() {
    return events;
  }

  /** For each row, the first selected event in a window. */
  int[] first(Optional<Window> window) {
    return firsts.computeIfAbsent(window, w -> selected(rows.first(w, selection)));
  }

  /** For each row, the selected event after the last one that it sees. */
  int[] end() {
    return end;
  }
}
