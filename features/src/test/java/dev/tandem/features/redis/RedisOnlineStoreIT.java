package dev.tandem.features.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.redis.RedisEndpoint.Credentials;
import dev.tandem.features.store.CorruptValueException;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.features.store.OnlineStoreContract;
import dev.tandem.features.store.StoreUnavailableException;
import dev.tandem.infra.redis.LocalRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

class RedisOnlineStoreIT extends OnlineStoreContract {
  private static final Pattern MGET_CALLS = Pattern.compile("cmdstat_mget:calls=(\\d+),");

  private static LocalRedis redis;

  @BeforeAll
  static void startRedis() {
    redis = LocalRedis.start();
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @Override
  protected OnlineStore open() {
    try (RedisClient client = RedisClient.create(redis.host(), redis.port())) {
      client.flushAll();
    }
    return RedisOnlineStore.open(endpoint(redis));
  }

  private static RedisEndpoint endpoint(LocalRedis server) {
    return RedisEndpoint.of(server.host(), server.port())
        .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(5));
  }

  @Test
  void putIfNewer_serverForgotTheScript_loadsItAgain() {
    try (RedisOnlineStore store = RedisOnlineStore.open(endpoint(redis));
        RedisClient client = RedisClient.create(redis.host(), redis.port())) {
      store.putIfNewer(List.of(state("k", 1, "a")));
      client.scriptFlush();
      assertThat(store.putIfNewer(List.of(state("k", 2, "b")))).isEqualTo(1);
      assertThat(store.read(List.of(key("k")))).containsExactly(value(2, "b"));
    }
  }

  @Test
  void putIfNewer_keyHoldsAnotherType_isCorruptNotUnavailable() {
    try (RedisOnlineStore store = RedisOnlineStore.open(endpoint(redis));
        RedisClient client = RedisClient.create(redis.host(), redis.port())) {
      client.lpush("list", "x");
      assertThatThrownBy(() -> store.putIfNewer(List.of(state("list", 1, ""))))
          .isInstanceOf(CorruptValueException.class)
          .hasMessageContaining("holds something other than a string")
          .hasMessageContaining("WRONGTYPE");
    }
  }

  @Test
  void read_moreKeysThanOneMget_takesOneCommandPerChunk() {
    try (RedisOnlineStore store = RedisOnlineStore.open(endpoint(redis));
        RedisClient client = RedisClient.create(redis.host(), redis.port())) {
      long before = mgets(client);
      store.read(Collections.nCopies(RedisOnlineStore.READ_KEYS, key("a")));
      assertThat(mgets(client)).isEqualTo(before + 1);
      store.read(Collections.nCopies(RedisOnlineStore.READ_KEYS + 1, key("a")));
      assertThat(mgets(client)).isEqualTo(before + 3);
    }
  }

  private static long mgets(RedisClient client) {
    Matcher calls = MGET_CALLS.matcher(client.info("commandstats"));
    return calls.find() ? Long.parseLong(calls.group(1)) : 0;
  }

  @Test
  void read_serverKilledInBetween_isUnavailableAndHealsWithTheServer() {
    LocalRedis mortal = LocalRedis.start();
    int port = mortal.port();
    try (RedisOnlineStore store = RedisOnlineStore.open(endpoint(mortal))) {
      store.putIfNewer(List.of(state("k", 1, "a")));
      mortal.close();

      assertThatThrownBy(() -> store.read(List.of(key("k"), key("l"))))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageStartingWith("read of 2 keys at redis://127.0.0.1:" + port + " failed: ")
          .hasMessageEndingWith("; trying again is safe");
      assertThatThrownBy(() -> store.putIfNewer(List.of(state("k", 2, "b"))))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageStartingWith("write of 1 states at redis://127.0.0.1:" + port + " failed: ");

      try (LocalRedis reborn = LocalRedis.startOn(port)) {
        assertThat(reborn.isAlive()).isTrue();
        assertThat(store.putIfNewer(List.of(state("k", 2, "b")))).isEqualTo(1);
        assertThat(store.read(List.of(key("k")))).containsExactly(value(2, "b"));
      }
    }
  }

  @Test
  void read_serverKilledWhileManyRead_everyReaderGetsAnAnswerOrUnavailable() {
    LocalRedis mortal = LocalRedis.start();
    AtomicInteger answered = new AtomicInteger();
    try (RedisOnlineStore store = RedisOnlineStore.open(endpoint(mortal))) {
      List<CompletableFuture<Void>> readers =
          List.of(reader(store, answered), reader(store, answered), reader(store, answered));
      while (answered.get() < 100) {
        Thread.onSpinWait();
      }
      mortal.close();
      for (CompletableFuture<Void> reader : readers) {
        assertThatThrownBy(reader::join)
            .isInstanceOf(CompletionException.class)
            .hasCauseInstanceOf(StoreUnavailableException.class);
      }
    }
  }

  private static CompletableFuture<Void> reader(OnlineStore store, AtomicInteger answered) {
    return CompletableFuture.runAsync(
        () -> {
          while (true) {
            store.read(Collections.nCopies(500, key("a")));
            answered.incrementAndGet();
          }
        },
        task -> new Thread(task, "reader").start());
  }

  @Test
  void read_serverAcceptsAndNeverAnswers_isUnavailableAfterTheTimeout() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        RedisOnlineStore store =
            RedisOnlineStore.open(
                RedisEndpoint.of("127.0.0.1", silent.getLocalPort())
                    .withTimeouts(Duration.ofMillis(200), Duration.ofMillis(200)))) {
      assertThatThrownBy(() -> store.read(List.of(key("k"))))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("127.0.0.1:" + silent.getLocalPort())
          .hasMessageContaining("timed out");
    }
  }

  @Test
  void ping_nobodyListens_isUnavailableNamingTheEndpointWithoutPassword() {
    LocalRedis gone = LocalRedis.start();
    gone.close();
    RedisEndpoint endpoint =
        endpoint(gone).with(new Credentials(Optional.of("ranker"), "secret-word"));
    try (RedisOnlineStore store = RedisOnlineStore.open(endpoint)) {
      assertThatThrownBy(store::ping)
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageStartingWith("ping at redis://ranker:***@127.0.0.1:" + gone.port())
          .hasMessageNotContaining("secret-word");
    }
  }

  @Test
  void ping_wrongPassword_isUnavailableSayingSo() {
    try (RedisClient client = RedisClient.create(redis.host(), redis.port())) {
      client.configSet("requirepass", "right");
      RedisEndpoint endpoint = endpoint(redis);
      try (RedisOnlineStore wrong = RedisOnlineStore.open(endpoint.with(login("wrong")));
          RedisOnlineStore right = RedisOnlineStore.open(endpoint.with(login("right")));
          RedisOnlineStore none = RedisOnlineStore.open(endpoint)) {
        right.ping();
        assertThatThrownBy(wrong::ping)
            .isInstanceOf(StoreUnavailableException.class)
            .hasMessageContaining("WRONGPASS");
        assertThatThrownBy(() -> none.read(List.of(key("a"))))
            .isInstanceOf(StoreUnavailableException.class)
            .hasMessageContaining("NOAUTH");
      } finally {
        client.configSet("requirepass", "");
      }
    }
  }

  private static Credentials login(String password) {
    return new Credentials(Optional.empty(), password);
  }
}
