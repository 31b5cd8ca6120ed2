package dev.tandem.serving.fetch;

import dev.tandem.features.state.GroupCursor;
import dev.tandem.features.state.GroupReader;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.view.FeatureStatus;
import java.util.List;

/** How the groups that rows read with one key are decoded from a view's states. Immutable. */
final class GroupFetch {
  private final Field key;
  private final GroupReader reader;

  GroupFetch(CompiledView view, Field key) {
    this.key = key;
    this.reader = new GroupReader(view, key);
  }

  /** What says which group a row reads. */
  Field key() {
    return key;
  }

  /** The features, by their qualified names. */
  List<Field> features() {
    return reader.features();
  }

  /**
   * Decodes each group that rows read once.
   *
   * @param states of the distinct entities, null where the store has none
   * @param keys the key of each row's group, or one that stands for every row
   * @param newestOfEntity the time of each entity's newest event
   */
  ViewColumns decode(
      DistinctKeys entities,
      List<byte[]> states,
      Column keys,
      long[] newestOfEntity,
      long atMillis) {
    DistinctGroups groups = DistinctGroups.of(entities.places(), keys);
    ViewColumns decoded = ViewColumns.allocate(groups.places(), features(), groups.count());
    FeatureStatus[] own = new FeatureStatus[features().size()];
    GroupCursor cursor = reader.cursor();
    int opened = -1;
    // Hot path: FetchBenchmark.
    for (int group : groups.byEntity(entities.count())) {
      if (groups.entity(group) != opened) {
        opened = groups.entity(group);
        cursor.open(states.get(opened), atMillis);
      }
      cursor.read(groups.keys(), group, decoded.columns(), own);
      decoded.note(group, own, newestOfEntity[opened]);
    }
    return decoded;
  }
}
