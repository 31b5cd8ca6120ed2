package dev.tandem.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every online store does; each one's test says how to open an empty one. */
public abstract class OnlineStoreContract {
  private OnlineStore store;

  /** An empty store. */
  protected abstract OnlineStore open() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void read_absentKeys_areNullInTheirPlaces() {
    store.putIfNewer(List.of(state("b", 1, "two")));
    assertThat(store.read(List.of(key("a"), key("b"), key("c"))))
        .containsExactly(null, value(1, "two"), null);
  }

  @Test
  void read_noKeys_isEmpty() {
    assertThat(store.read(List.of())).isEmpty();
  }

  @Test
  void read_sameKeyTwice_answersTwice() {
    store.putIfNewer(List.of(state("a", 1, "x")));
    assertThat(store.read(List.of(key("a"), key("a"))))
        .containsExactly(value(1, "x"), value(1, "x"));
  }

  @Test
  void read_keysThatShareAPrefix_areDifferent() {
    store.putIfNewer(List.of(state("a", 1, "x"), state("a\0", 1, "y"), state("aa", 1, "z")));
    assertThat(store.read(List.of(key("aa"), key("a"), key("a\0"))))
        .containsExactly(value(1, "z"), value(1, "x"), value(1, "y"));
  }

  @Test
  void putIfNewer_nothing_storesNothing() {
    assertThat(store.putIfNewer(List.of())).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2, true",
    "2, 1, false",
    "255, 256, true",
    "256, 255, false",
    "-1, 0, true",
    "0, -1, false",
    "-9223372036854775808, 9223372036854775807, true",
    "9223372036854775807, -9223372036854775808, false",
    "9007199254740992, 9007199254740993, true",
    "9007199254740993, 9007199254740992, false",
    "4755801206503243776, 4755801206503243777, true",
    "128, 200, true",
    "200, 128, false",
    "7, 7, true"
  })
  void putIfNewer_equalOrNewer_wins(long held, long offered, boolean wins) {
    store.putIfNewer(List.of(state("k", held, "held")));

    int stored = store.putIfNewer(List.of(state("k", offered, "offered")));

    assertThat(stored).isEqualTo(wins ? 1 : 0);
    assertThat(store.read(List.of(key("k"))))
        .containsExactly(wins ? value(offered, "offered") : value(held, "held"));
  }

  @Test
  void putIfNewer_oneKeySeveralTimes_takesThemInOrder() {
    int stored =
        store.putIfNewer(
            List.of(
                state("k", 5, "a"), state("k", 5, "b"), state("k", 4, "c"), state("k", 6, "d")));
    assertThat(stored).isEqualTo(3);
    assertThat(store.read(List.of(key("k")))).containsExactly(value(6, "d"));
  }

  @Test
  void putWhile_guardIsMet_storesTheNewer() {
    StoredState guard = state("guard", 0, "mine");
    store.putIfNewer(List.of(guard, state("b", 9, "newer")));
    int stored =
        store.putWhile(Guard.held(guard), List.of(state("a", 1, "x"), state("b", 8, "older")));
    assertThat(stored).isEqualTo(1);
    assertThat(store.read(List.of(key("a"), key("b"))))
        .containsExactly(value(1, "x"), value(9, "newer"));
    assertThat(store.putWhile(Guard.held(guard), List.of())).isZero();
  }

  @Test
  void putWhile_guardIsNotMet_storesNothing() {
    store.putIfNewer(List.of(state("guard", 0, "another's")));
    for (Guard guard :
        List.of(
            Guard.held(state("guard", 0, "mine")),
            Guard.held(state("nobody", 0, "mine")),
            Guard.absent(key("guard")))) {
      assertThatThrownBy(() -> store.putWhile(guard, List.of(state("a", 1, "x"))))
          .isInstanceOf(SupersededException.class)
          .hasMessageStartingWith("another writer has taken over");
    }
    assertThat(store.read(List.of(key("a")))).containsExactly((byte[]) null);
  }

  @Test
  void putWhile_itsOwnKey_passesTheGuardOn() {
    StoredState first = state("guard", 0, "first");
    StoredState second = state("guard", 0, "second");
    store.putWhile(Guard.absent(key("guard")), List.of(first));
    store.putWhile(Guard.held(first), List.of(second));
    assertThatThrownBy(() -> store.putWhile(Guard.held(first), List.of(state("a", 1, "x"))))
        .isInstanceOf(SupersededException.class);
    assertThat(store.read(List.of(key("guard")))).containsExactly(value(0, "second"));
  }

  @Test
  void putWhile_manyStates_areAllThere() {
    StoredState guard = state("guard", 0, "mine");
    store.putIfNewer(List.of(guard));
    List<StoredState> states =
        IntStream.range(0, 5_000).mapToObj(i -> state("key" + i, i, "value" + i)).toList();
    assertThat(store.putWhile(Guard.held(guard), states)).isEqualTo(5_000);
    assertThat(store.read(List.of(key("key4999")))).containsExactly(value(4_999, "value4999"));
  }

  @Test
  void putIfNewer_valueOfVersionAlone_isKept() {
    store.putIfNewer(List.of(state("k", 3, "")));
    assertThat(store.read(List.of(key("k")))).containsExactly(value(3, ""));
  }

  @Test
  void putIfNewer_everyByte_isKept() {
    byte[] value = new byte[Long.BYTES + 256];
    IntStream.range(0, 256).forEach(i -> value[Long.BYTES + i] = (byte) i);
    byte[] key = new byte[256];
    IntStream.range(0, 256).forEach(i -> key[i] = (byte) i);
    store.putIfNewer(List.of(StoredState.of(key, value)));
    assertThat(store.read(List.of(key))).containsExactly(value);
  }

  @Test
  void putIfNewerAndRead_tensOfThousands_areAllThere() {
    List<StoredState> states = new ArrayList<>();
    List<byte[]> keys = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      states.add(state("key" + i, i, "value" + i));
      keys.add(key("key" + i));
    }

    assertThat(store.putIfNewer(states)).isEqualTo(20_000);

    byte[][] expected = states.stream().map(StoredState::value).toArray(byte[][]::new);
    assertThat(Arrays.deepEquals(store.read(keys).toArray(byte[][]::new), expected)).isTrue();
    assertThat(store.putIfNewer(states)).as("the same again").isEqualTo(20_000);
    assertThat(Arrays.deepEquals(store.read(keys).toArray(byte[][]::new), expected)).isTrue();
  }

  @Test
  void putIfNewer_largeValue_isKept() {
    byte[] value = new byte[9 << 20];
    new Random(1).nextBytes(value);
    byte[] other = value(1, "small");
    store.putIfNewer(List.of(StoredState.of(key("large"), value), StoredState.of(key("b"), other)));
    assertThat(store.read(List.of(key("large"), key("b")))).containsExactly(value, other);
  }

  @Test
  void putIfNewer_manyWritersInAnyOrder_leavesTheNewestOfEveryKey() throws Exception {
    int writers = 4;
    List<StoredState> all = new ArrayList<>();
    for (int version = 0; version < 50; version++) {
      for (int k = 0; k < 20; k++) {
        all.add(state("k" + k, version, "v" + version));
      }
    }
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    List<Future<Integer>> results = new ArrayList<>();
    for (int writer = 0; writer < writers; writer++) {
      List<StoredState> shuffled = new ArrayList<>(all);
      Collections.shuffle(shuffled, new Random(writer));
      results.add(threads.submit(() -> store.putIfNewer(shuffled)));
    }
    for (Future<Integer> result : results) {
      result.get();
    }
    threads.shutdown();

    for (int k = 0; k < 20; k++) {
      assertThat(store.read(List.of(key("k" + k)))).containsExactly(value(49, "v49"));
    }
  }

  @Test
  void close_twice_thenAnyUse_isAnError() {
    store.close();
    store.close();
    assertThatThrownBy(() -> store.read(List.of(key("a"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> store.putIfNewer(List.of(state("a", 1, ""))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  protected static StoredState state(String key, long version, String content) {
    return StoredState.of(key(key), value(version, content));
  }

  protected static byte[] key(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }

  protected static byte[] value(long version, String content) {
    byte[] text = content.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + text.length).putLong(version).put(text).array();
  }
}
