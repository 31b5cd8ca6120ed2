package dev.tandem.serving.fetch;

import dev.tandem.features.key.EntityKeyCodec;
import dev.tandem.features.key.EntityKeys;
import dev.tandem.features.state.StateReader;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.view.FeatureStatus;
import java.util.List;

/** How the states of one view are found and decoded. Immutable. */
final class ViewFetch {
  private final List<Field> keys;
  private final EntityKeyCodec codec;
  private final List<Field> features;
  private final StateReader reader;

  ViewFetch(String project, CompiledView view) {
    this.keys = view.entity().keys();
    this.codec = EntityKeyCodec.of(project, view.declaration().name(), keys);
    this.features = view.features();
    this.reader = new StateReader(view);
  }

  /** The entity's keys. */
  List<Field> keys() {
    return keys;
  }

  /** The features, by their qualified names. */
  List<Field> features() {
    return features;
  }

  /**
   * Adds the store's key of each distinct entity.
   *
   * @throws InvalidRequestException if a key is a string that is not Unicode text
   */
  void addKeys(DistinctKeys entities, List<byte[]> into) {
    EntityKeys encoded = codec.keysOf(entities.keys());
    try {
      for (int entity = 0; entity < entities.count(); entity++) {
        into.add(encoded.encode(entity));
      }
    } catch (IllegalArgumentException e) {
      String names = String.join(", ", keys.stream().map(Field::name).toList());
      throw new InvalidRequestException(names, "half a surrogate pair", "Unicode text", e);
    }
  }

  /** Decodes one state per distinct entity, null where the store has none. */
  ViewColumns decode(DistinctKeys entities, List<byte[]> states, long atMillis) {
    int count = entities.count();
    Column[] columns = new Column[features.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = Column.allocate(features.get(i).type(), count);
    }
    FeatureStatus[][] statuses = new FeatureStatus[columns.length][count];
    long[] newest = new long[count];
    FeatureStatus[] own = new FeatureStatus[columns.length];
    // Hot path: FetchBenchmark.
    for (int entity = 0; entity < count; entity++) {
      byte[] state = states.get(entity);
      reader.read(state, atMillis, columns, entity, own);
      for (int i = 0; i < columns.length; i++) {
        statuses[i][entity] = own[i];
      }
      newest[entity] = state == null ? FeatureVectors.NO_EVENT : reader.newestEventMillis(state);
    }
    return new ViewColumns(entities, columns, statuses, newest);
  }
}
