package dev.tandem.serving;

import dev.tandem.features.store.Deadline;
import dev.tandem.features.store.Guard;
import dev.tandem.features.store.InMemoryOnlineStore;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.features.store.StateBatch;
import dev.tandem.features.store.StoreUnavailableException;
import dev.tandem.features.store.StoredState;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/** A store in memory that answers only some of the keys of a read, and counts the reads. */
public final class FailingStore implements OnlineStore {
  private final InMemoryOnlineStore store = new InMemoryOnlineStore();
  private final AtomicInteger reads = new AtomicInteger();
  private volatile IntPredicate answers = key -> true;

  /** From now on, answers the keys whose numbers in a batch meet this, and no others. */
  public void answerOnly(IntPredicate numbers) {
    answers = numbers;
  }

  /** How many reads there were. */
  public int reads() {
    return reads.get();
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
    reads.incrementAndGet();
    StateBatch all = new StateBatch();
    for (int key = 0; key < batch.size(); key++) {
      all.add(batch, key);
    }
    store.read(all, deadline);
    for (int key = 0; key < batch.size(); key++) {
      if (answers.test(key)) {
        batch.put(key, all, key);
      } else {
        batch.failed(new StoreUnavailableException("read failed on purpose", null));
      }
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
