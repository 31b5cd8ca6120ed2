package dev.tandem.features.pointintime;

import dev.tandem.features.declaration.OutcomeLabel;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Table;
import dev.tandem.features.timeline.SelectedEvents;
import dev.tandem.features.timeline.Timelines;
import java.util.Arrays;

/**
 * Finds for each row at T the first selected event in {@code [T + after, T + within)} other than
 * the row itself.
 */
final class FirstEvents {
  /** Stands for no event. */
  static final int NONE = -1;

  private final long afterMillis;
  private final long withinMillis;
  private final SelectedEvents selected;
  private final long[] idHigh;
  private final long[] idLow;

  FirstEvents(OutcomeLabel label, SelectedEvents selected, Table events) {
    this.afterMillis = label.afterMillis();
    this.withinMillis = label.within().toMillis();
    this.selected = selected;
    this.idHigh = events.longs(EventColumns.ID_HI).values();
    this.idLow = events.longs(EventColumns.ID_LO).values();
  }

  // Hot path: PointInTimeJoinBenchmark.
  /** For each row of the table, the row of its event, or {@link #NONE}. */
  int[] of(Timelines rowLines, Table rows) {
    long[] rowHigh = rows.longs(EventColumns.ID_HI).values();
    long[] rowLow = rows.longs(EventColumns.ID_LO).values();
    int[] found = new int[rows.rows()];
    Arrays.fill(found, NONE);
    for (int entity = 0; entity < rowLines.entities(); entity++) {
      int next = selected.start(entity);
      int stop = selected.start(entity + 1);
      for (int i = rowLines.start(entity); i < rowLines.start(entity + 1); i++) {
        long time = rowLines.times()[i];
        while (next < stop && selected.time(next) - time < afterMillis) {
          next++;
        }
        int row = rowLines.rows()[i];
        found[row] = firstOther(next, stop, time, rowHigh[row], rowLow[row]);
      }
    }
    return found;
  }

  // Passes over at most one event, since no event comes twice.
  private int firstOther(int next, int stop, long time, long high, long low) {
    for (int event = next; event < stop && selected.time(event) - time < withinMillis; event++) {
      int candidate = selected.row(event);
      if (idHigh[candidate] != high || idLow[candidate] != low) {
        return candidate;
      }
    }
    return NONE;
  }
}
