package dev.tandem.pipelines.materialize;

import dev.tandem.features.store.Guard;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.features.store.StoredState;
import java.util.ArrayList;
import java.util.List;

/** Collects states and writes them in batches of a bounded size, under a guard. Not thread-safe. */
final class StateBatch {
  private static final int MOST_STATES = 1_000;
  private static final long MOST_BYTES = 4L << 20;

  private final OnlineStore store;
  private final Guard guard;
  private final List<StoredState> states = new ArrayList<>();
  private long pendingBytes;
  private long entities;
  private long bytes;

  /** An empty batch for a store, which stays the caller's. */
  StateBatch(OnlineStore store, Guard guard) {
    this.store = store;
    this.guard = guard;
  }

  /** Adds a state, and writes the batch if it is full. */
  void add(byte[] key, byte[] state) {
    states.add(StoredState.of(key, state));
    entities++;
    pendingBytes += key.length + state.length;
    bytes += key.length + state.length;
    if (states.size() == MOST_STATES || pendingBytes >= MOST_BYTES) {
      flush();
    }
  }

  /** Writes what has been added and is not written yet. */
  void flush() {
    if (!states.isEmpty()) {
      store.putWhile(guard, List.copyOf(states));
      states.clear();
      pendingBytes = 0;
    }
  }

  /** The number of states added. */
  long entities() {
    return entities;
  }

  /** The bytes of their keys and values. */
  long bytes() {
    return bytes;
  }
}
