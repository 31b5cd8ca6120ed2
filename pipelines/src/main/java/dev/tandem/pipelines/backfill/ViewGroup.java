package dev.tandem.pipelines.backfill;

import dev.tandem.features.pointintime.PointInTimeJoin;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The views over one source whose entities have some keys in common, by which all their events and
 * rows come to the same shards.
 *
 * @param keys the names of these keys
 */
record ViewGroup(List<String> keys, List<CompiledView> views) implements JoinGroup {
  ViewGroup {
    keys = List.copyOf(keys);
    views = List.copyOf(views);
  }

  /**
   * Groups views: those of one source whose keys include all keys of another's share its shards, so
   * that the events of a user serve the user in a category as well.
   */
  static List<ViewGroup> of(List<CompiledView> views) {
    Map<List<Object>, List<CompiledView>> groups = new LinkedHashMap<>();
    for (CompiledView view : views) {
      List<Object> shards = List.of(view.declaration().source(), shardKeys(view, views));
      groups.computeIfAbsent(shards, s -> new ArrayList<>()).add(view);
    }
    return groups.values().stream()
        .map(group -> new ViewGroup(shardKeys(group.get(0), views), group))
        .toList();
  }

  /** The fewest keys of any view of the same source that are among a view's keys. */
  private static List<String> shardKeys(CompiledView view, List<CompiledView> views) {
    return views.stream()
        .filter(other -> other.declaration().source().equals(view.declaration().source()))
        .map(ViewGroup::keys)
        .filter(keys(view)::containsAll)
        .min(Comparator.comparingInt(List::size))
        .orElseThrow();
  }

  private static List<String> keys(CompiledView view) {
    return view.entity().keys().stream().map(Field::name).toList();
  }

  @Override
  public String source() {
    return views.get(0).declaration().source();
  }

  @Override
  public List<Field> eventFields() {
    Set<Field> fields = new LinkedHashSet<>();
    views.forEach(view -> fields.addAll(view.eventFields()));
    return List.copyOf(fields);
  }

  @Override
  public List<Field> rowFields() {
    Set<Field> fields = new LinkedHashSet<>();
    views.forEach(view -> fields.addAll(view.entity().keys()));
    return List.copyOf(fields);
  }

  @Override
  public Table join(Table events, Table rows) {
    Table.Builder joined = Table.builder(rows.rows());
    for (CompiledView view : views) {
      joined.addAll(new PointInTimeJoin(view).join(events, rows));
    }
    return joined.build();
  }
}
