package dev.tandem.features.pointintime;

import dev.tandem.features.declaration.GroupBy;
import dev.tandem.features.declaration.Window;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.timeline.EntityIds;
import dev.tandem.features.timeline.SelectedEvents;
import dev.tandem.features.timeline.Tiling;
import dev.tandem.features.timeline.Timelines;
import dev.tandem.features.view.CompiledView;
import java.util.ArrayList;
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
  private static final String GROUP = "__group";

  private final CompiledView view;
  private final GroupBy by;
  private final Table events;
  private final RowWindows entities;
  private final Column keys;
  private final int[] idOfRow;
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
    List<Field> together = new ArrayList<>(view.entity().keys());
    together.add(new Field(GROUP, keys.type()));
    EntityIds ids = new EntityIds(grouped(rows, by.key()), together);
    this.idOfRow = ids.ofBase();
    Timelines eventLines = Timelines.of(events, ids.of(grouped(events, by.field())), ids.size());
    this.windows = new RowWindows(Timelines.of(rows, idOfRow, ids.size()), eventLines, this::since);
  }

  private Table grouped(Table table, String column) {
    List<String> entityKeys = view.entity().keys().stream().map(Field::name).toList();
    return Table.builder(table.rows())
        .addAll(table.project(entityKeys))
        .add(GROUP, table.column(column))
        .build();
  }

  private long[] since(int selection, Optional<Window> window) {
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

  /** The group of each row of the table, or {@link EntityIds#NONE}. */
  int[] idOfRow() {
    return idOfRow;
  }
}
