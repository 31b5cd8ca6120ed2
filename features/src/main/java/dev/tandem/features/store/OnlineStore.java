package dev.tandem.features.store;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the newest state of every entity, by key.
 *
 * <p>A write is absolute: it replaces the whole state, and never one of a higher version. Writing
 * the same states again, in any order and by any number of writers, therefore leads to the same
 * content, and every retry is harmless.
 *
 * <p>Safe for use by many threads. A read sees each state as one write left it, never half; states
 * of different keys may come from different writes. What a finished write stored, every later read
 * by this store sees.
 */
public interface OnlineStore extends AutoCloseable {

  /**
   * Stores each state unless the store holds one of a higher version under its key; of equal
   * versions the one written later stays. States of one key are taken in the order of the list.
   *
   * @return how many were stored; the others were older than what the store held
   * @throws StoreUnavailableException if the store did not confirm: any of the states may or may
   *     not be stored, each of them whole, and writing all of them again is right
   * @throws CorruptValueException if a key holds something that is no state
   */
  int putIfNewer(List<StoredState> states);

  /**
   * Stores states as {@link #putIfNewer} does, as long as a key holds what the guard says; the
   * guard is looked at again and again during one call, each time together with some of the states.
   *
   * @return how many were stored
   * @throws SupersededException if the guard is not met, before all states were stored; nothing was
   *     stored over what was written under the guard that took its place
   * @throws StoreUnavailableException as {@link #putIfNewer}
   * @throws CorruptValueException as {@link #putIfNewer}
   */
  int putWhile(Guard guard, List<StoredState> states);

  /**
   * Reads the states under a batch's keys into the batch, as many as the store answers by the
   * deadline. The other keys are left unanswered, and {@link StateBatch#failure} says why; asking
   * again is right. Takes one round trip up to a number of keys that the implementation states.
   */
  void read(StateBatch batch, Deadline deadline);

  /**
   * Reads the states under a batch's keys into the batch.
   *
   * @throws StoreUnavailableException if the store did not answer all of them; asking again is
   *     right
   */
  default void read(StateBatch batch) {
    read(batch, Deadline.none());
    batch.requireAnswered();
  }

  /**
   * The states under the given keys, in their order, each in an array of its own; null where there
   * is none. For few keys, now and then.
   *
   * @return a list that allows null elements
   * @throws StoreUnavailableException as {@link #read(StateBatch)}
   */
  default List<byte[]> read(List<byte[]> keys) {
    StateBatch batch = new StateBatch();
    keys.forEach(batch::add);
    read(batch);
    List<byte[]> states = new ArrayList<>(keys.size());
    for (int key = 0; key < batch.size(); key++) {
      states.add(batch.copy(key));
    }
    return states;
  }

  /** Frees what the store holds in this process; a second call does nothing. */
  @Override
  void close();
}
