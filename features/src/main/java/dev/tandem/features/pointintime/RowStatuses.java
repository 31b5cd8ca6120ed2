package dev.tandem.features.pointintime;

import dev.tandem.features.table.LongColumn;
import dev.tandem.features.timeline.Timelines;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.view.FeatureStatus;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A view's status for each row of a table. */
final class RowStatuses {
  private final FeatureStatus[] statuses;
  private final int[] unseen;

  // Hot path: PointInTimeJoinBenchmark.
  /**
   * The statuses of the rows of a table.
   *
   * @param size the number of its rows
   */
  RowStatuses(CompiledView view, RowWindows windows, int size) {
    Timelines rows = windows.rows();
    Timelines events = windows.events();
    this.statuses = new FeatureStatus[size];
    Arrays.fill(statuses, FeatureStatus.MISSING);
    for (int entity = 0; entity < rows.entities(); entity++) {
      for (int row = rows.start(entity); row < rows.start(entity + 1); row++) {
        int end = windows.end()[row];
        boolean none = end == events.start(entity);
        long newest = none ? CompiledView.NO_EVENT : events.times()[end - 1];
        statuses[rows.rows()[row]] = view.statusAt(rows.times()[row], newest);
      }
    }
    this.unseen = IntStream.range(0, size).filter(row -> isUnseen(statuses[row])).toArray();
  }

  private static boolean isUnseen(FeatureStatus status) {
    return status.isUnseen();
  }

  /** The status of a row. */
  FeatureStatus of(int row) {
    return statuses[row];
  }

  /** The rows for which the view is missing or expired. */
  int[] unseen() {
    return unseen;
  }

  /** The column of the statuses' codes. */
  LongColumn codes() {
    long[] codes = new long[statuses.length];
    for (int row = 0; row < codes.length; row++) {
      codes[row] = statuses[row].code();
    }
    return LongColumn.of(ValueType.INT64, codes);
  }
}
