package dev.tandem.serving;

import dev.tandem.features.store.Deadline;
import dev.tandem.features.store.Guard;
import dev.tandem.features.store.InMemoryOnlineStore;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.features.store.StateBatch;
import dev.tandem.features.store.StoredState;
import java.util.ArrayList;
import java.util.List;

/** A store in memory that remembers how many keys each read asked for. */
public final class CountingStore implements OnlineStore {
  private final InMemoryOnlineStore store = new InMemoryOnlineStore();
  private final List<Integer> reads = new ArrayList<>();

  /** The number of keys of each read. */
  public List<Integer> reads() {
    return reads;
  }

  @Override
  public int putIfNewer(List<StoredState> states) {
    return store.putIfNewer(states);
  }

  @Override
  public int putWhile(Guard guard, List<StoredState> states) {
    return store.putWhile(guard, states);
  }

  @Override
  public void read(StateBatch batch, Deadline deadline) {
    reads.add(batch.size());
    store.read(batch, deadline);
  }

  @Override
  public void close() {
    store.close();
  }
}
