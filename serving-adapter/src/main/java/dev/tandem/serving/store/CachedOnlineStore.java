package dev.tandem.serving.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tandem.features.key.EntityKeyCodec;
import dev.tandem.features.store.Deadline;
import dev.tandem.features.store.Guard;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.features.store.StateBatch;
import dev.tandem.features.store.StoredState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * An online store that remembers states of some views which another one has answered, or that it
 * has none.
 *
 * <p>A fresh state is answered without asking the other store. A stale one is answered as well, and
 * read again by another thread for later requests. So a request that finds all its states waits for
 * nobody, and one of the others asks only for the rest. Features are computed at the request's own
 * instant from whatever state is answered: windows slide on, only the newest events may be missing.
 *
 * <p>What is written through this store is seen by its own later reads. It owns the other store and
 * closes it.
 */
public final class CachedOnlineStore implements OnlineStore {
  private static final int REFRESHERS = 2;
  private static final int WAITING_REFRESHES = 256;

  private final OnlineStore store;
  private final byte[][] views;
  private final Cache<StateKey, CachedState> cache;
  private final long freshNanos;
  private final LongSupplier nanoTime;
  private final ThreadPoolExecutor refreshers;
  private final AtomicReference<Workspace> spare = new AtomicReference<>();

  /** What one read needs; used again. */
  private static final class Workspace {
    private final StateKey probe = StateKey.probe();
    private final StateBatch rest = new StateBatch();
    private final List<CachedState> stale = new ArrayList<>();
    private final List<byte[]> staleKeys = new ArrayList<>();
    private int[] places = new int[0];
  }

  private CachedOnlineStore(
      OnlineStore store, byte[][] views, CacheSettings settings, LongSupplier nanoTime) {
    this.store = store;
    this.views = views;
    this.freshNanos = settings.freshFor().toNanos();
    this.nanoTime = nanoTime;
    Duration kept = settings.freshFor().plus(settings.staleFor());
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(settings.bytes())
            .weigher((StateKey key, CachedState state) -> key.length() + state.bytes())
            .expireAfterWrite(kept.isZero() ? Duration.ofNanos(1) : kept)
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .recordStats()
            .build();
    this.refreshers =
        new ThreadPoolExecutor(
            REFRESHERS,
            REFRESHERS,
            1,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_REFRESHES),
            CachedOnlineStore::refresher);
    this.refreshers.allowCoreThreadTimeOut(true);
  }

  private static Thread refresher(Runnable task) {
    Thread thread = new Thread(task, "tandem cache refresh");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * A cache before a store, empty at first.
   *
   * @param project the name of the project whose views are meant
   */
  public static CachedOnlineStore before(
      OnlineStore store, String project, CacheSettings settings) {
    return before(store, project, settings, System::nanoTime);
  }

  static CachedOnlineStore before(
      OnlineStore store, String project, CacheSettings settings, LongSupplier nanoTime) {
    byte[][] views =
        settings.views().stream()
            .map(view -> EntityKeyCodec.ofView(project, view))
            .toArray(byte[][]::new);
    return new CachedOnlineStore(store, views, settings, nanoTime);
  }

  // Hot path: OnlineStoreBenchmark.
  @Override
  public void read(StateBatch batch, Deadline deadline) {
    Workspace taken = spare.getAndSet(null);
    Workspace work = taken == null ? new Workspace() : taken;
    work.rest.clear();
    answerFromCache(batch, work);
    refresh(work);
    if (work.rest.size() > 0) {
      store.read(work.rest, deadline);
      long now = nanoTime.getAsLong();
      for (int i = 0; i < work.rest.size(); i++) {
        take(work.rest, i, batch, work.places[i], now);
      }
      work.rest.failure().ifPresent(batch::failed);
    }
    spare.set(work);
  }

  private void answerFromCache(StateBatch batch, Workspace work) {
    if (work.places.length < batch.size()) {
      work.places = new int[batch.size()];
    }
    long now = nanoTime.getAsLong();
    for (int key = 0; key < batch.size(); key++) {
      CachedState known = isCached(batch, key) ? find(batch, key, work.probe) : null;
      if (known == null) {
        work.places[work.rest.size()] = key;
        work.rest.add(batch, key);
        continue;
      }
      batch.put(key, known.state());
      if (known.ageNanos(now) > freshNanos && known.claimRefresh()) {
        work.stale.add(known);
        work.staleKeys.add(batch.copyKey(key));
      }
    }
  }

  private CachedState find(StateBatch batch, int key, StateKey probe) {
    probe.set(batch, key);
    return cache.getIfPresent(probe);
  }

  // A view's keys differ from the view's own only in their number of parts and what follows.
  private boolean isCached(StateBatch batch, int key) {
    byte[] keys = batch.keys();
    int start = batch.keyStart(key);
    for (byte[] view : views) {
      int same = batch.keyEnd(key) - start > view.length && keys[start] == view[0] ? 2 : 0;
      while (same > 0 && same < view.length && keys[start + same] == view[same]) {
        same++;
      }
      if (same == view.length) {
        return true;
      }
    }
    return false;
  }

  private void take(StateBatch from, int key, StateBatch into, int place, long now) {
    if (!from.isAnswered(key)) {
      return;
    }
    into.put(place, from, key);
    if (isCached(from, key)) {
      cache.put(StateKey.of(from.copyKey(key)), new CachedState(from.copy(key), now));
    }
  }

  private void refresh(Workspace work) {
    if (work.stale.isEmpty()) {
      return;
    }
    List<byte[]> keys = List.copyOf(work.staleKeys);
    List<CachedState> states = List.copyOf(work.stale);
    work.stale.clear();
    work.staleKeys.clear();
    try {
      refreshers.execute(() -> refresh(keys, states));
    } catch (RejectedExecutionException enoughToDo) {
      states.forEach(CachedState::refreshFailed);
    }
  }

  private void refresh(List<byte[]> keys, List<CachedState> states) {
    StateBatch batch = new StateBatch();
    keys.forEach(batch::add);
    try {
      store.read(batch, Deadline.none());
    } finally {
      long now = nanoTime.getAsLong();
      for (int key = 0; key < keys.size(); key++) {
        if (batch.isAnswered(key)) {
          StateKey of = StateKey.of(keys.get(key));
          // Unless it was written through this store meanwhile.
          cache.asMap().replace(of, states.get(key), new CachedState(batch.copy(key), now));
        } else {
          states.get(key).refreshFailed();
        }
      }
    }
  }

  @Override
  public int putIfNewer(List<StoredState> states) {
    try {
      return store.putIfNewer(states);
    } finally {
      forget(states);
    }
  }

  @Override
  public int putWhile(Guard guard, List<StoredState> states) {
    try {
      return store.putWhile(guard, states);
    } finally {
      forget(states);
    }
  }

  private void forget(List<StoredState> states) {
    cache.invalidateAll(states.stream().map(state -> StateKey.of(state.key())).toList());
  }

  /** The share of the states of the cached views that were found in the cache so far. */
  public double hitRate() {
    return cache.stats().hitRate();
  }

  @Override
  public void close() {
    refreshers.shutdownNow();
    store.close();
  }
}
