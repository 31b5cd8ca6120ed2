package dev.tandem.serving.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.redis.RedisEndpoint;
import dev.tandem.features.redis.RedisOnlineStore;
import dev.tandem.features.store.StoreUnavailableException;
import dev.tandem.infra.redis.LocalRedis;
import dev.tandem.serving.ShopEvents;
import dev.tandem.serving.ShopProject;
import dev.tandem.serving.ShopStates;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisServingIT {
  private final Project project = ShopProject.project();
  private LocalRedis redis;
  private RedisOnlineStore store;

  @BeforeEach
  void start() {
    redis = LocalRedis.start();
    store = RedisOnlineStore.open(RedisEndpoint.of(redis.host(), redis.port()));
  }

  @AfterEach
  void stop() {
    store.close();
    redis.close();
  }

  private static FeatureRequest request(int offset) {
    return FeatureRequest.builder()
        .one("user_id", offset % ShopEvents.USERS)
        .each(
            "item_id",
            IntStream.range(0, 200).mapToObj(i -> "i" + (i + offset) % 11).toArray(String[]::new))
        .one("position", 3)
        .at(Instant.ofEpochMilli(ShopEvents.END + offset))
        .build();
  }

  private static String bits(FeatureVectors vectors) {
    StringBuilder text = new StringBuilder();
    for (int feature = 0; feature < vectors.names().size(); feature++) {
      for (int row = 0; row < vectors.rows(); row++) {
        text.append(ShopEvents.bits(vectors.values().column(vectors.names().get(feature)), row))
            .append(vectors.status(feature, row))
            .append(vectors.newestEventMillis(feature, row));
      }
    }
    return text.toString();
  }

  @Test
  void fetch_fromRedis_givesTheBitsOfTheJoin() {
    for (long seed = 1; seed <= 3; seed++) {
      ServingParity.check(seed, store);
      stop();
      start();
    }
  }

  @Test
  void fetch_manyThreads_giveTheSameBits() {
    ShopStates.load(project, ShopEvents.random(5, 2000), ShopEvents.END, store);
    FeatureClient client = FeatureClient.of(project, "ranking", store);
    List<String> expected =
        IntStream.range(0, 16).mapToObj(i -> bits(client.fetch(request(i)))).toList();

    IntStream.range(0, 400)
        .parallel()
        .forEach(
            i ->
                assertThat(bits(client.fetch(request(i % 16))))
                    .as("request %d", i % 16)
                    .isEqualTo(expected.get(i % 16)));
  }

  @Test
  void fetch_redisGone_saysSo() {
    FeatureClient client = FeatureClient.of(project, "ranking", store);
    client.fetch(request(0));
    redis.close();

    assertThatThrownBy(() -> client.fetch(request(0)))
        .isInstanceOf(StoreUnavailableException.class);
  }
}
