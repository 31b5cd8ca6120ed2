package dev.tandem.serving.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.key.EntityKeyCodec;
import dev.tandem.features.redis.RedisEndpoint;
import dev.tandem.features.redis.RedisOnlineStore;
import dev.tandem.features.store.StoreUnavailableException;
import dev.tandem.features.store.StoredState;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.view.FeatureStatus;
import dev.tandem.infra.redis.FaultyProxy;
import dev.tandem.infra.redis.LocalRedis;
import dev.tandem.serving.ShopEvents;
import dev.tandem.serving.ShopProject;
import dev.tandem.serving.ShopStates;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a ranking gets when the store fails or holds what cannot be read. */
@Timeout(60)
class FetchFaultsIT {
  private static final Project PROJECT = ShopProject.project();
  private static final int USER = 3;

  private static LocalRedis redis;
  private static FaultyProxy network;
  private static RedisOnlineStore store;
  private static FeatureClient client;

  @BeforeAll
  static void start() {
    redis = LocalRedis.start();
    network = FaultyProxy.before(redis.port());
    store = RedisOnlineStore.open(RedisEndpoint.of(network.host(), network.port()));
    ShopStates.load(PROJECT, ShopEvents.random(5, 2000), ShopEvents.END, store);
    client = FeatureClient.of(PROJECT, "ranking", store);
  }

  @AfterAll
  static void stop() {
    store.close();
    network.close();
    redis.close();
  }

  private static FeatureRequest.Builder request() {
    return FeatureRequest.builder()
        .one("user_id", USER)
        .each("item_id", IntStream.range(0, 11).mapToObj(i -> "i" + i).toArray(String[]::new))
        .one("position", 3)
        .at(Instant.ofEpochMilli(ShopEvents.END));
  }

  /** By the name of each feature, its bits and how it came about, of the first row. */
  private static Map<String, String> answer(FeatureVectors vectors) {
    Map<String, String> answer = new HashMap<>();
    for (int feature = 0; feature < vectors.names().size(); feature++) {
      String name = vectors.names().get(feature);
      answer.put(
          name,
          ShopEvents.bits(vectors.values().column(name), 0) + " " + vectors.status(feature, 0));
    }
    return answer;
  }

  private static byte[] userKey(String view) {
    return EntityKeyCodec.of(PROJECT.name(), view, List.of(new Field("user_id", ValueType.INT64)))
        .keysOf(name -> LongColumn.of(ValueType.INT64, new long[] {USER}))
        .encode(0);
  }

  private static String userView() {
    return PROJECT.views().stream()
        .map(view -> view.name())
        .filter(name -> store.read(List.of(userKey(name))).get(0) != null)
        .findFirst()
        .orElseThrow();
  }

  private static void replace(byte[] key, byte[] state) {
    redis.fill(Map.of(HexFormat.of().formatHex(key), HexFormat.of().formatHex(state)));
  }

  @Test
  void fetch_storeSilent_isAnsweredByTheDeadlineWithDefaults() {
    Map<String, String> right = answer(client.fetch(request().build()));
    long before = client.unavailableStates();
    network.stall();
    try (FeatureVectors vectors = client.fetch(request().within(Duration.ofMillis(50)).build())) {
      assertThat(vectors.isComplete()).isFalse();
      assertThat(vectors.rows()).isEqualTo(11);
      assertThat(answer(vectors).values())
          .anyMatch(value -> value.endsWith(" UNAVAILABLE"))
          .noneMatch(value -> value.endsWith(" MISSING"));
      assertThat(client.unavailableStates()).isGreaterThan(before);
    } finally {
      network.heal();
    }
    try (FeatureVectors vectors = client.fetch(request().within(Duration.ofSeconds(50)).build())) {
      assertThat(vectors.isComplete()).isTrue();
      assertThat(answer(vectors)).isEqualTo(right);
    }
  }

  @Test
  void fetch_deadlineInTheSettings_holdsForRequestsWithoutTheirOwn() {
    FeatureClient patient =
        FeatureClient.of(
            PROJECT,
            "ranking",
            store,
            FetchSettings.defaults().withDeadline(Duration.ofMillis(50)));
    network.stall();
    try (FeatureVectors vectors = patient.fetch(request().build())) {
      assertThat(vectors.isComplete()).isFalse();
    } finally {
      network.heal();
    }
  }

  @Test
  void fetch_storeCutsWithoutADeadline_isAnException() {
    network.cutAfter(10);
    try {
      assertThatThrownBy(() -> client.fetch(request().build()))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageEndingWith("; trying again is safe");
    } finally {
      network.heal();
    }
    assertThat(client.fetch(request().build()).isComplete()).isTrue();
  }

  @Test
  void fetch_stateOfTheVersionBefore_givesTheSameBits() {
    byte[] key = userKey(userView());
    byte[] state = store.read(List.of(key)).get(0);
    Map<String, String> right = answer(client.fetch(request().build()));
    byte[] older = Arrays.copyOf(state, state.length - Integer.BYTES);
    older[8] = 1;
    replace(key, older);
    try {
      assertThat(answer(client.fetch(request().build()))).isEqualTo(right);
    } finally {
      replace(key, state);
    }
  }

  @Test
  void fetch_stateOfALaterVersion_isUnreadableAndTheRestAsBefore() {
    String view = userView();
    byte[] key = userKey(view);
    byte[] state = store.read(List.of(key)).get(0);
    Map<String, String> right = answer(client.fetch(request().build()));
    byte[] newer = state.clone();
    newer[8] = 3;
    replace(key, newer);
    long before = client.unreadableStates();
    try (FeatureVectors vectors = client.fetch(request().build())) {
      assertThat(vectors.isComplete()).isFalse();
      assertThat(client.unreadableStates()).isEqualTo(before + 1);
      answer(vectors)
          .forEach(
              (name, value) -> {
                if (name.startsWith(view + ".")) {
                  assertThat(value).endsWith(" " + FeatureStatus.UNREADABLE);
                } else if (right.get(name).endsWith("PRESENT") && name.contains(".")) {
                  assertThat(value).isEqualTo(right.get(name));
                }
              });
    } finally {
      replace(key, state);
    }
  }

  @Test
  void fetch_everyByteOfAStateDamagedOnce_isUnreadableAndNeverAnotherNumber() {
    String view = userView();
    byte[] key = userKey(view);
    byte[] state = store.read(List.of(key)).get(0);
    try {
      for (int at = 0; at < state.length; at++) {
        byte[] damaged = state.clone();
        damaged[at] ^= (byte) 0xFF;
        replace(key, damaged);
        try (FeatureVectors vectors = client.fetch(request().build())) {
          answer(vectors)
              .forEach(
                  (name, value) -> {
                    if (name.startsWith(view + ".")) {
                      assertThat(value).endsWith(" " + FeatureStatus.UNREADABLE);
                    }
                  });
        }
      }
      replace(key, new byte[0]);
      assertThat(client.fetch(request().build()).isComplete()).isFalse();
    } finally {
      replace(key, state);
    }
    assertThat(client.fetch(request().build()).isComplete()).isTrue();
  }

  @Test
  void putIfNewer_overADamagedState_heals() {
    byte[] key = userKey(userView());
    byte[] state = store.read(List.of(key)).get(0);
    byte[] damaged = state.clone();
    damaged[20] ^= 1;
    replace(key, damaged);
    assertThat(store.putIfNewer(List.of(StoredState.of(key, state)))).isEqualTo(1);
    assertThat(client.fetch(request().build()).isComplete()).isTrue();
  }

  @Test
  void within_zero_isRefused() {
    assertThatThrownBy(() -> request().within(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("deadline: found PT0S, allowed: above 0");
  }
}
