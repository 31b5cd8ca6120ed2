package dev.tandem.features.store;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** An online store in this process's memory: for tests and for trying things out. */
public final class InMemoryOnlineStore implements OnlineStore {
  private final ConcurrentMap<ByteBuffer, byte[]> states = new ConcurrentHashMap<>();
  private volatile boolean closed;

  @Override
  public synchronized int putIfNewer(List<StoredState> written) {
    checkOpen();
    int stored = 0;
    for (StoredState state : written) {
      byte[] value = state.value().clone();
      byte[] kept =
          states.merge(
              ByteBuffer.wrap(state.key().clone()),
              value,
              (held, offered) ->
                  StoredState.version(held) > StoredState.version(offered) ? held : offered);
      stored += kept == value ? 1 : 0;
    }
    return stored;
  }

  @Override
  public synchronized int putWhile(Guard guard, List<StoredState> written) {
    checkOpen();
    if (!guard.isMetBy(states.get(ByteBuffer.wrap(guard.key())))) {
      throw new SupersededException("another writer has taken over " + written.size() + " states");
    }
    return putIfNewer(written);
  }

  @Override
  public void read(StateBatch batch, Deadline deadline) {
    checkOpen();
    for (int key = 0; key < batch.size(); key++) {
      int start = batch.keyStart(key);
      batch.put(key, states.get(ByteBuffer.wrap(batch.keys(), start, batch.keyEnd(key) - start)));
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the online store is closed");
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
