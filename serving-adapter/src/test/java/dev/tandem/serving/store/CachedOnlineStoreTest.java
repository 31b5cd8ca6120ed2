package dev.tandem.serving.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.key.EntityKeyCodec;
import dev.tandem.features.store.Deadline;
import dev.tandem.features.store.StateBatch;
import dev.tandem.features.store.StoredState;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.type.ValueType;
import dev.tandem.serving.FailingStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CachedOnlineStoreTest {
  private static final byte[] ITEM = key("items", 1);
  private static final byte[] OTHER_ITEM = key("items", 2);
  private static final byte[] USER = key("users", 1);

  private final FailingStore store = new FailingStore();
  private final AtomicLong nanos = new AtomicLong(-5);
  private final CachedOnlineStore cached =
      CachedOnlineStore.before(
          store,
          "shop",
          CacheSettings.of(Set.of("items")).withAges(Duration.ofSeconds(1), Duration.ofSeconds(9)),
          nanos::get);

  private static byte[] key(String view, long id) {
    List<Field> keys = List.of(new Field("id", ValueType.INT64));
    return EntityKeyCodec.of("shop", view, keys)
        .keysOf(name -> LongColumn.of(ValueType.INT64, new long[] {id}))
        .encode(0);
  }

  private static byte[] value(int version) {
    return new byte[] {0, 0, 0, 0, 0, 0, 0, (byte) version, 42};
  }

  private void put(byte[] key, int version) {
    store.putIfNewer(List.of(StoredState.of(key, value(version))));
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private StateBatch read(byte[]... keys) {
    StateBatch batch = new StateBatch();
    List.of(keys).forEach(batch::add);
    cached.read(batch, Deadline.none());
    return batch;
  }

  @AfterEach
  void close() {
    cached.close();
  }

  @Test
  void read_freshStates_areAnsweredWithoutTheStore() {
    put(ITEM, 1);
    assertThat(read(ITEM, OTHER_ITEM).copy(0)).isEqualTo(value(1));
    store.answerOnly(key -> false);
    put(ITEM, 2);
    StateBatch batch = read(OTHER_ITEM, ITEM, ITEM);
    assertThat(batch.unanswered()).isZero();
    assertThat(batch.length(0)).isNegative();
    assertThat(batch.copy(1)).isEqualTo(value(1));
    assertThat(batch.copy(2)).isEqualTo(value(1));
    assertThat(store.reads()).isEqualTo(1);
  }

  @Test
  void read_partlyKnown_asksTheStoreForTheRestOnly() {
    put(ITEM, 1);
    put(USER, 1);
    read(ITEM, USER);
    put(USER, 2);
    StateBatch batch = read(USER, ITEM);
    assertThat(batch.copy(0)).isEqualTo(value(2));
    assertThat(batch.copy(1)).isEqualTo(value(1));
    store.answerOnly(key -> false);
    StateBatch partly = read(ITEM, USER);
    assertThat(partly.copy(0)).isEqualTo(value(1));
    assertThat(partly.isAnswered(1)).isFalse();
    assertThat(partly.failure()).isPresent();
  }

  @Test
  void read_staleState_isAnsweredAndReadAgainForLaterReads() {
    put(ITEM, 1);
    read(ITEM);
    put(ITEM, 2);
    pass(Duration.ofSeconds(5));
    assertThat(read(ITEM).copy(0)).isEqualTo(value(1));
    while (read(ITEM).copy(0)[7] == 1) {
      Thread.onSpinWait();
    }
    assertThat(store.reads()).isEqualTo(2);
    assertThat(read(ITEM).copy(0)).isEqualTo(value(2));
  }

  @Test
  void read_staleStateWhileTheStoreFails_isAnsweredUntilItIsTooOld() {
    put(ITEM, 1);
    read(ITEM);
    store.answerOnly(key -> false);
    pass(Duration.ofMillis(9_999));
    assertThat(read(ITEM).copy(0)).isEqualTo(value(1));
    pass(Duration.ofMillis(2));
    assertThat(read(ITEM).isAnswered(0)).isFalse();
  }

  @Test
  void read_afterAWriteThroughIt_seesTheWrite() {
    put(ITEM, 1);
    read(ITEM);
    cached.putIfNewer(List.of(StoredState.of(ITEM, value(2))));
    assertThat(read(ITEM).copy(0)).isEqualTo(value(2));
  }

  @Test
  void read_moreThanItMayKeep_forgetsSome() {
    try (CachedOnlineStore small =
        CachedOnlineStore.before(
            new FailingStore(), "shop", CacheSettings.of(Set.of("items")).withBytes(10_000))) {
      StateBatch batch = new StateBatch();
      for (int id = 0; id < 1000; id++) {
        batch.add(key("items", id));
      }
      small.read(batch, Deadline.none());
      StateBatch again = new StateBatch();
      for (int id = 0; id < 1000; id++) {
        again.add(key("items", id));
      }
      small.read(again, Deadline.none());
      assertThat(small.hitRate()).isLessThan(0.2);
    }
  }
}
