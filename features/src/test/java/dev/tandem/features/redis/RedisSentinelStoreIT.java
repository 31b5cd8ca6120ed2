package dev.tandem.features.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.store.OnlineStore;
import dev.tandem.features.store.OnlineStoreContract;
import dev.tandem.features.store.StoreUnavailableException;
import dev.tandem.infra.redis.LocalRedis;
import dev.tandem.infra.redis.LocalSentinels;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisSentinelStoreIT extends OnlineStoreContract {
  private static LocalSentinels sentinels;

  @BeforeAll
  static void start() {
    sentinels = LocalSentinels.start();
  }

  @AfterAll
  static void stop() {
    sentinels.close();
  }

  @Override
  protected OnlineStore open() {
    sentinels.firstMaster().empty();
    return RedisOnlineStore.open(endpoint(sentinels, LocalSentinels.MASTER));
  }

  private static RedisEndpoint endpoint(LocalSentinels of, String master) {
    return RedisEndpoint.parse(
        of.sentinels().stream()
            .map(sentinel -> sentinel.host() + ":" + sentinel.port())
            .collect(Collectors.joining(",", "redis-sentinel://", "/" + master + "?answer=5s")));
  }

  @Test
  void ping_unknownName_isUnavailableSayingWhichSentinelDoesNotKnowIt() {
    try (RedisOnlineStore store = RedisOnlineStore.open(endpoint(sentinels, "nobody"))) {
      assertThatThrownBy(store::ping)
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageStartingWith("ping at redis-sentinel://127.0.0.1:")
          .hasMessageContaining("knows no 'nobody'");
    }
  }

  @Test
  void readAndWrite_masterAndASentinelKilled_goOnWithTheNewMaster() {
    try (LocalSentinels mortal = LocalSentinels.start();
        RedisOnlineStore store = RedisOnlineStore.open(endpoint(mortal, LocalSentinels.MASTER))) {
      store.putIfNewer(List.of(state("k", 1, "a")));
      mortal.firstMaster().awaitReplicas();
      LocalRedis first = mortal.firstMaster();
      first.close();
      assertThatThrownBy(() -> store.putIfNewer(List.of(state("k", 2, "b"))))
          .isInstanceOf(StoreUnavailableException.class);
      mortal.awaitFailover();
      mortal.sentinels().get(0).close();

      assertThat(store.read(List.of(key("k")))).containsExactly(value(1, "a"));
      assertThat(store.putIfNewer(List.of(state("k", 2, "b")))).isEqualTo(1);
      assertThat(store.read(List.of(key("k")))).containsExactly(value(2, "b"));
    }
  }
}
