package dev.tandem.features.timeline;

import java.util.Arrays;

/**
 * Numbers the groups of entities that rows read 0, 1, 2 …, entity by entity, and finds them among
 * events.
 */
public final class GroupIds {
  private final Timelines rows;
  private final Timelines events;
  private final int[] ofRows;
  private final int[] ofEvents;
  private int size;

  /**
   * Numbers the groups of some entities.
   *
   * @param keyOfRow for each row of the table of rows, what tells its group apart within its
   *     entity, in {@code [0, keys)} or {@link EntityIds#NONE}
   * @param keyOfEvent the same for each row of the table of events
   */
  public GroupIds(Timelines rows, int[] keyOfRow, Timelines events, int[] keyOfEvent, int keys) {
    this.rows = rows;
    this.events = events;
    this.ofRows = new int[rows.size()];
    this.ofEvents = new int[events.size()];
    int[] newest = new int[keys];
    Arrays.fill(newest, EntityIds.NONE);
    for (int entity = 0; entity < rows.entities(); entity++) {
      number(entity, keyOfRow, keyOfEvent, newest);
    }
  }

  // Hot path: PointInTimeJoinBenchmark. The newest group of a key is of this entity or of an
  // earlier one.
  private void number(int entity, int[] keyOfRow, int[] keyOfEvent, int[] newest) {
    int first = size;
    for (int position = rows.start(entity); position < rows.start(entity + 1); position++) {
      int key = keyOfRow[rows.rows()[position]];
      if (key != EntityIds.NONE && newest[key] < first) {
        newest[key] = size++;
      }
      ofRows[position] = key == EntityIds.NONE ? EntityIds.NONE : newest[key];
    }
    for (int position = events.start(entity); position < events.start(entity + 1); position++) {
      int key = keyOfEvent[events.rows()[position]];
      int group = key == EntityIds.NONE ? EntityIds.NONE : newest[key];
      ofEvents[position] = group < first ? EntityIds.NONE : group;
    }
  }

  /** The rows in timelines of their own for each group. */
  public Timelines rows() {
    return rows.split(ofRows, size);
  }

  /** The events in timelines of their own for each group. */
  public Timelines events() {
    return events.split(ofEvents, size);
  }
}
