package dev.tandem.serving.fetch;

import dev.tandem.features.key.EntityKeyCodec;
import dev.tandem.features.key.EntityKeys;
import dev.tandem.features.state.StateDecoder;
import dev.tandem.features.state.StateReader;
import dev.tandem.features.store.StateBatch;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.view.FeatureStatus;
import java.util.List;

/**
 * A view's features, those apart that are kept for groups, of the distinct entities of a request.
 * Reused, for one thread.
 */
final class EntityColumns implements Decoded {
  private final List<Field> keys;
  private final EntityKeyCodec codec;
  private final StateDecoder decoder;
  private final RowNumbers entities;
  private final Column[] columns;
  private int first;

  /**
   * Columns of what a reader reads.
   *
   * @param entities the numbers of the rows' entities, shared by views of the same keys
   */
  EntityColumns(List<Field> keys, EntityKeyCodec codec, StateReader reader, RowNumbers entities) {
    this.keys = keys;
    this.codec = codec;
    this.decoder = reader.decoder();
    this.entities = entities;
    this.columns = Decoded.allocate(reader.features());
  }

  // Hot path: FetchBenchmark.
  /**
   * Adds the store's key of each distinct entity to a batch.
   *
   * @throws InvalidRequestException if a key is a string that is not Unicode text
   */
  void addKeys(FeatureRequest request, StateBatch into) {
    first = into.size();
    EntityKeys encoded = codec.keysOf(name -> request.find(name).orElseThrow());
    try {
      for (int entity = 0; entity < entities.count(); entity++) {
        int row = entities.firstRow(entity);
        int start = into.makeRoom(encoded.length(row));
        encoded.encode(row, into.keys(), start);
      }
    } catch (IllegalArgumentException e) {
      String names = String.join(", ", keys.stream().map(Field::name).toList());
      throw new InvalidRequestException(names, "half a surrogate pair", "Unicode text", e);
    }
  }

  /** Decodes the entities' states. */
  void decode(StateBatch states, long atMillis) {
    Decoded.resize(columns, entities.count());
    decoder.decode(states, first, entities.count(), atMillis, columns);
  }

  /** The number of the first entity's key in the batch. */
  int firstKey() {
    return first;
  }

  @Override
  public RowNumbers places() {
    return entities;
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
    return decoder.newestEventMillis(place);
  }
}
