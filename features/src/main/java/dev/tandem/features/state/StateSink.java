package dev.tandem.features.state;

import dev.tandem.features.table.Table;

/** Takes the packed states of entities, one after the other. */
@FunctionalInterface
public interface StateSink {
  /**
   * Takes the state of one entity.
   *
   * @param keys has the columns of the entity's keys
   * @param row the row of {@code keys} that identifies the entity
   * @param state the packed state, now owned by the sink
   */
  void accept(Table keys, int row, byte[] state);
}
