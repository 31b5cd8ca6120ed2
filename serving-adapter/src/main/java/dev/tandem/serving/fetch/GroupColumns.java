package dev.tandem.serving.fetch;

import dev.tandem.features.state.GroupDecoder;
import dev.tandem.features.state.GroupReader;
import dev.tandem.features.state.WantedGroups;
import dev.tandem.features.store.StateBatch;
import dev.tandem.features.table.Column;
import dev.tandem.features.view.FeatureStatus;

/**
 * The features of a view that are kept for groups and read with one key, of the distinct groups
 * that the rows of a request read. Reused, for one thread.
 */
final class GroupColumns implements Decoded, WantedGroups {
  private final EntityColumns entities;
  private final GroupDecoder decoder;
  private final RowNumbers groups = new RowNumbers();
  private final Column[] columns;
  private Column keys;
  private int[] keyRows = {};

  /**
   * Columns of what a reader reads.
   *
   * @param entities the entities whose groups they are
   */
  GroupColumns(EntityColumns entities, GroupReader reader) {
    this.entities = entities;
    this.decoder = reader.decoder();
    this.columns = Decoded.allocate(reader.features());
  }

  /**
   * Decodes each group that rows read once.
   *
   * @param ofRows the key of each row's group by place, null allowed
   * @param places which of these keys each row has; null if there is one for each row, or one for
   *     all of them
   */
  void decode(StateBatch states, Column ofRows, RowNumbers places, long atMillis) {
    RowNumbers ofEntities = entities.places();
    keys = ofRows;
    groups.begin(ofEntities.rows());
    groups.add(ofEntities);
    if (places == null) {
      groups.add(keys);
    } else {
      groups.add(keys, places);
    }
    groups.number();
    if (ofEntities.count() > 1 && !groups.isIdentity()) {
      groups.gather(ofEntities);
    }
    if (keyRows.length < groups.count()) {
      keyRows = new int[Math.max(groups.count(), 2 * keyRows.length)];
    }
    for (int group = 0; group < groups.count(); group++) {
      int row = groups.firstRow(group);
      keyRows[group] = keys.size() == 1 ? 0 : places == null ? row : places.of(row);
    }
    Decoded.resize(columns, groups.count());
    decoder.decode(states, entities.firstKey(), this, atMillis, columns);
    keys = null;
  }

  @Override
  public int count() {
    return groups.count();
  }

  @Override
  public int entity(int group) {
    return entities.places().of(groups.firstRow(group));
  }

  @Override
  public Column keys() {
    return keys;
  }

  @Override
  public int keyRow(int group) {
    return keyRows[group];
  }

  @Override
  public RowNumbers places() {
    return groups;
  }

  @Override
  public Column column(int feature) {
    return columns[feature];
  }

  @Override
  public FeatureStatus status(int feature, int place) {
    return decoder.status(feature, place);
  }

  @Override
  public long newestEventMillis(int place) {
    return entities.newestEventMillis(entity(place));
  }
}
