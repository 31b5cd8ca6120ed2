package dev.tandem.features.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.redis.RedisEndpoint.Credentials;
import dev.tandem.features.store.Deadline;
import dev.tandem.features.store.StateBatch;
import dev.tandem.features.store.StoreUnavailableException;
import dev.tandem.features.store.StoredState;
import dev.tandem.infra.redis.FaultyProxy;
import dev.tandem.infra.redis.LocalRedis;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A real Redis behind a network that fails. Whatever happens, a read ends by its deadline, a value
 * that it answers is the right one, and the same store works again afterwards.
 */
// Not a measurement: without it, a read that hangs would hang the build.
@Timeout(60)
class RedisFaultsIT {
  private static final int KEYS = 400;
  private static final Duration SHORT = Duration.ofMillis(100);

  private static LocalRedis redis;
  private FaultyProxy network;
  private RedisOnlineStore store;

  @BeforeAll
  static void startRedis() {
    redis = LocalRedis.start();
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @BeforeEach
  void open() {
    redis.empty();
    network = FaultyProxy.before(redis.port());
    store = RedisOnlineStore.open(endpoint(4));
    assertThat(store.putIfNewer(states(KEYS))).isEqualTo(KEYS);
    assertWorks();
  }

  @AfterEach
  void close() {
    store.close();
    network.close();
  }

  private RedisEndpoint endpoint(int connections) {
    return RedisEndpoint.of(network.host(), network.port())
        .with(
            RedisLimits.defaults()
                .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5))
                .withConnections(connections));
  }

  private static List<StoredState> states(int count) {
    return IntStream.range(0, count).mapToObj(i -> StoredState.of(key(i), value(i))).toList();
  }

  private static byte[] key(int i) {
    return ("key" + i).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] value(int i) {
    byte[] text = ("the value of key " + i).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + text.length).putLong(1).put(text).array();
  }

  private static StateBatch batch(int from, int to) {
    StateBatch batch = new StateBatch();
    IntStream.range(from, to).forEach(i -> batch.add(key(i)));
    return batch;
  }

  private static void assertRightAsFarAsAnswered(StateBatch batch, int from) {
    for (int i = 0; i < batch.size(); i++) {
      if (batch.isAnswered(i)) {
        assertThat(batch.copy(i)).isEqualTo(value(from + i));
      }
    }
  }

  private void assertWorks() {
    for (int i = 0; i < 8; i++) {
      StateBatch batch = batch(i, i + 40);
      store.read(batch);
      assertThat(batch.unanswered()).isZero();
      assertRightAsFarAsAnswered(batch, i);
    }
  }

  private StateBatch failingRead() {
    StateBatch batch = batch(0, KEYS);
    store.read(batch, Deadline.after(SHORT));
    assertRightAsFarAsAnswered(batch, 0);
    assertThat(batch.unanswered()).isPositive();
    assertThat(batch.failure().orElseThrow())
        .hasMessageStartingWith("read of ")
        .hasMessageContaining("keys at redis://127.0.0.1:" + network.port() + " failed: ");
    return batch;
  }

  @Test
  void read_serverPaused_endsByTheDeadlineAndWorksOnceItGoesOn() {
    redis.pause();
    try {
      for (int i = 0; i < 6; i++) {
        assertThat(failingRead().unanswered()).isEqualTo(KEYS);
      }
    } finally {
      redis.resume();
    }
    assertWorks();
  }

  @Test
  void read_answersComeTooLate_areNotTakenForThoseOfLaterReads() {
    network.delay(400);
    for (int i = 0; i < 6; i++) {
      assertThat(failingRead().unanswered()).isEqualTo(KEYS);
    }
    network.heal();
    assertWorks();
  }

  @Test
  void read_answersStallHalfway_hasThoseThatCameInTime() {
    network.stallAfter(5_000);
    StateBatch batch = failingRead();
    assertThat(batch.unanswered()).isLessThan(KEYS);
    network.heal();
    assertWorks();
  }

  @Test
  void read_answersDrip_endsByTheDeadline() {
    network.drip(1);
    failingRead();
    network.heal();
    assertWorks();
  }

  @Test
  void read_answersDripWithoutADeadline_endsByTheTimeout() {
    try (RedisOnlineStore impatient =
        RedisOnlineStore.open(endpoint(1).withTimeouts(Duration.ofSeconds(5), SHORT))) {
      network.drip(1);
      assertThatThrownBy(() -> impatient.read(batch(0, KEYS)))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("timed out");
    }
  }

  @Test
  void read_connectionLostInTheMiddleOfAnAnswer_hasThoseBeforeAndIsNotTriedAgainInVain() {
    for (int bytes : new int[] {0, 1, 5, 40, 1000, 4000}) {
      network.cutAfter(bytes);
      failingRead();
      network.heal();
      assertWorks();
    }
  }

  @Test
  void read_idleConnectionsLost_takesANewOneWithoutAFailure() {
    network.hangUp();
    assertWorks();
    network.hangUp();
    assertThat(store.putIfNewer(states(KEYS))).isEqualTo(KEYS);
  }

  @Test
  void read_serverRestartedEmpty_knowsNothing() {
    LocalRedis mortal = LocalRedis.start();
    try (RedisOnlineStore other =
        RedisOnlineStore.open(RedisEndpoint.of(mortal.host(), mortal.port()))) {
      other.putIfNewer(states(KEYS));
      mortal.close();
      StateBatch without = batch(0, KEYS);
      other.read(without, Deadline.after(SHORT));
      assertThat(without.unanswered()).isEqualTo(KEYS);
      try (LocalRedis reborn = LocalRedis.startOn(mortal.port())) {
        StateBatch batch = batch(0, KEYS);
        other.read(batch);
        assertThat(batch.unanswered()).isZero();
        assertThat(batch.length(0)).isNegative();
        assertThat(other.putIfNewer(states(KEYS))).isEqualTo(KEYS);
        assertThat(reborn.contents()).hasSize(KEYS);
      }
    }
  }

  @Test
  void read_userOfAnAccessList_isAnsweredUntilItIsRevoked() {
    redis.ask(
        "ACL",
        "SETUSER",
        "ranker",
        "on",
        ">word",
        "~*",
        "+mget",
        "+get",
        "+ping",
        "+getrange",
        "+set",
        "+evalsha",
        "+eval",
        "+script|load");
    Credentials right = new Credentials(Optional.of("ranker"), "word");
    Credentials wrong = new Credentials(Optional.of("ranker"), "other");
    try (RedisOnlineStore allowed = RedisOnlineStore.open(endpoint(4).with(right));
        RedisOnlineStore refused = RedisOnlineStore.open(endpoint(4).with(wrong))) {
      allowed.read(batch(0, KEYS));
      assertThat(allowed.putIfNewer(states(KEYS))).isEqualTo(KEYS);
      assertThatThrownBy(() -> refused.read(batch(0, KEYS)))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("WRONGPASS")
          .hasMessageNotContaining("other");

      redis.ask("ACL", "SETUSER", "ranker", "off");
      redis.ask("CLIENT", "KILL", "USER", "ranker");
      assertThatThrownBy(() -> allowed.read(batch(0, KEYS)))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("WRONGPASS");
      redis.ask("ACL", "SETUSER", "ranker", "on");
      allowed.read(batch(0, KEYS));
    } finally {
      redis.ask("ACL", "DELUSER", "ranker");
    }
  }

  @Test
  void read_allConnectionsStuck_endsByTheDeadlineForThoseWhoWaitForOne() throws Exception {
    network.stall();
    List<Thread> stuck = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      stuck.add(new Thread(() -> store.read(batch(0, 1), Deadline.after(Duration.ofSeconds(3)))));
    }
    stuck.forEach(Thread::start);
    StateBatch batch = failingRead();
    assertThat(batch.unanswered()).isEqualTo(KEYS);
    network.heal();
    for (Thread thread : stuck) {
      thread.join();
    }
    assertWorks();
  }

  @Test
  void read_requestThatTheServerDoesNotTake_endsByTheDeadline() {
    StateBatch large = new StateBatch();
    IntStream.range(0, RedisOnlineStore.READ_KEYS).forEach(i -> large.add(new byte[8_192]));
    redis.pause();
    try {
      store.read(large, Deadline.after(SHORT));
    } finally {
      redis.resume();
    }
    assertThat(large.unanswered()).isEqualTo(RedisOnlineStore.READ_KEYS);
    assertWorks();
  }

  @Test
  void read_aThousandAtOnceOverEightConnections_areAllAnswered() throws Exception {
    int threads = 1_000;
    CountDownLatch start = new CountDownLatch(1);
    AtomicInteger right = new AtomicInteger();
    RedisLimits limits =
        RedisLimits.defaults()
            .withTimeouts(Duration.ofSeconds(50), Duration.ofSeconds(50))
            .withConnections(8);
    try (RedisOnlineStore narrow =
        RedisOnlineStore.open(RedisEndpoint.of(redis.host(), redis.port()).with(limits))) {
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        callers.add(new Thread(() -> readTenTimes(narrow, start, right), "caller " + i));
      }
      callers.forEach(Thread::start);
      start.countDown();
      for (Thread caller : callers) {
        caller.join();
      }
      assertThat(right).hasValue(10 * threads);
      // Those of the other store, of the client that asks, and of none besides the eight.
      assertThat(connections(redis)).isLessThanOrEqualTo(8 + 4 + 1);
    }
  }

  private static long connections(LocalRedis server) {
    return server.ask("CLIENT", "LIST").get(0).lines().count();
  }

  private static void readTenTimes(
      RedisOnlineStore narrow, CountDownLatch start, AtomicInteger right) {
    try {
      start.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    for (int from = 0; from < 10; from++) {
      StateBatch batch = batch(from, from + 10);
      narrow.read(batch);
      boolean areRight = true;
      for (int i = 0; i < batch.size(); i++) {
        areRight &= Arrays.equals(batch.copy(i), value(from + i));
      }
      right.addAndGet(areRight ? 1 : 0);
    }
  }
}
