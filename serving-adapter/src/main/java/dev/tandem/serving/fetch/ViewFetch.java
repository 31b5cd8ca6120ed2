package dev.tandem.serving.fetch;

import dev.tandem.features.key.EntityKeyCodec;
import dev.tandem.features.key.EntityKeys;
import dev.tandem.features.state.StateReader;
import dev.tandem.features.store.StateBatch;
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
  private final List<GroupFetch> groups;

  /**
   * The fetch of a view.
   *
   * @param groupKeys what says which groups rows read
   */
  ViewFetch(String project, CompiledView view, List<Field> groupKeys) {
    this.keys = view.entity().keys();
    this.codec = EntityKeyCodec.of(project, view.declaration().name(), keys);
    this.reader = new StateReader(view);
    this.features = reader.features();
    this.groups = groupKeys.stream().map(key -> new GroupFetch(view, key)).toList();
  }

  /** The entity's keys. */
  List<Field> keys() {
    return keys;
  }

  /** The features that are kept for groups, by what says which group a row reads. */
  List<GroupFetch> groups() {
    return groups;
  }

  /** The features that are kept for no group, by their qualified names. */
  List<Field> features() {
    return features;
  }

  /**
   * Adds the store's key of each distinct entity.
   *
   * @throws InvalidRequestException if a key is a string that is not Unicode text
   */
  void addKeys(DistinctKeys entities, StateBatch into) {
    EntityKeys encoded = codec.keysOf(entities.keys());
    try {
      for (int entity = 0; entity < entities.count(); entity++) {
        int start = into.makeRoom(encoded.length(entity));
        encoded.encode(entity, into.keys(), start);
      }
    } catch (IllegalArgumentException e) {
      String names = String.join(", ", keys.stream().map(Field::name).toList());
      throw new InvalidRequestException(names, "half a surrogate pair", "Unicode text", e);
    }
  }

  /** Decodes one state per distinct entity, null where the store has none. */
  ViewColumns decode(DistinctKeys entities, List<byte[]> states, long atMillis) {
    ViewColumns decoded = ViewColumns.allocate(entities.places(), features, entities.count());
    FeatureStatus[] own = new FeatureStatus[features.size()];
    // Hot path: FetchBenchmark.
    for (int entity = 0; entity < entities.count(); entity++) {
      byte[] state = states.get(entity);
      reader.read(state, atMillis, decoded.columns(), entity, own);
      decoded.note(
          entity, own, state == null ? FeatureVectors.NO_EVENT : reader.newestEventMillis(state));
    }
    return decoded;
  }
}
