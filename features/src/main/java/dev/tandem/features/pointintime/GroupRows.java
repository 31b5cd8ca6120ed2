package dev.tandem.features.pointintime;

import dev.tandem.features.declaration.GroupBy;
import dev.tandem.features.declaration.Window;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.timeline.EntityIds;
import dev.tandem.features.timeline.GroupIds;
import dev.tandem.features.timeline.SelectedEvents;
import dev.tandem.features.timeline.Tiling;
import dev.tandem.features.timeline.Timelines;
import dev.tandem.features.view.CompiledView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows and events in timelines of their own for each (entity, group), as if groups were entities:
 * every sweep works on them as it is.
 *
 * <p>Only groups that rows read have timelines; how many groups an entity remembers is found from
 * all of its events.
 */
final class GroupRows {
  private final CompiledView view;
  private final GroupBy by;
  private final Table events;
  private final RowWindows entities;
  private final Column keys;
  private final boolean mayForget;
  private final RowWindows windows;
  private final Map<List<Object>, long[]> since = new HashMap<>();

  /**
   * The groups that rows read with one key.
   *
   * @param entities the rows and events in timelines of the entities
   */
  GroupRows(CompiledView view, GroupBy by, Table events, Table rows, RowWindows entities) {
    this.view = view;
    this.by = by;
    this.events = events;
    this.entities = entities;
    this.keys = rows.column(by.key());
    this.mayForget = mayForget();
    Field key = new Field(by.key(), keys.type());
    EntityIds ids = new EntityIds(rows, List.of(key));
    int[] keyOfEvent = ids.of(single(key, events.column(by.field())));
    GroupIds groups =
        new GroupIds(entities.rows(), ids.ofBase(), entities.events(), keyOfEvent, ids.size());
    this.windows = new RowWindows(groups.rows(), groups.events(), this::since);
  }

  private static Table single(Field field, Column column) {
    return Table.builder(column.size()).add(field.name(), column).build();
  }

  /** False if it takes no counting to see that no entity has more groups than are kept. */
  private boolean mayForget() {
    if (events.column(by.field()) instanceof StringColumn strings
        && strings.dictionary().size() <= by.most()) {
      return false;
    }
    Timelines timelines = entities.events();
    int longest = 0;
    for (int entity = 0; entity < timelines.entities(); entity++) {
      longest = Math.max(longest, timelines.start(entity + 1) - timelines.start(entity));
    }
    return longest > by.most();
  }

  private long[] since(int selection, Optional<Window> window) {
    if (!mayForget) {
      return new long[0];
    }
    Tiling tiling = Tiling.of(window);
    return since.computeIfAbsent(
        List.of(selection, tiling),
        key ->
            new HorizonSweep(
                    by.most(),
                    tiling,
                    new SelectedEvents(events, entities.events(), view.selections().get(selection)),
                    entities,
                    events.column(by.field()),
                    keys)
                .sweep());
  }

  /** The rows that read a group, and its events. */
  RowWindows windows() {
    return windows;
  }
}
