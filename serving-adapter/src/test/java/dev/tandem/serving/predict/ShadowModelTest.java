package dev.tandem.serving.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.store.InMemoryOnlineStore;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.serving.ShopBundle;
import dev.tandem.serving.ShopProject;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.fetch.FeatureRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowModelTest {
  private static final Project PROJECT = ShopProject.project();
  private static final FeatureRequest REQUEST =
      FeatureRequest.builder()
          .one("user_id", 42)
          .each("item_id", "i1", "i2")
          .one("position", 0)
          .build();

  @TempDir Path directory;
  private final OnlineStore store = new InMemoryOnlineStore();
  private final FeatureClient client = FeatureClient.of(PROJECT, "ranking", store);
  private final CountDownLatch blocked = new CountDownLatch(1);

  @AfterEach
  void close() {
    blocked.countDown();
    store.close();
  }

  private LiveModel publish(String folder, List<String> tasks) {
    return LiveModel.open(
        ShopBundle.publish(directory.resolve(folder), PROJECT, tasks), ModelContract.of(client));
  }

  private ModelRoute route(ShadowListener listener, int queue) {
    return ModelRoute.to(publish("primary", List.of("click", "purchase")))
        .withShadow(ShadowModel.start(publish("shadow", List.of("purchase")), listener, queue));
  }

  @Test
  void predict_withShadow_isAnsweredByThePrimaryAndHeardOfLater() {
    List<Predictions> answered = new CopyOnWriteArrayList<>();
    List<Predictions> shadows = new CopyOnWriteArrayList<>();
    ShadowModel shadow;
    Predictions answer;
    try (ModelRoute route =
        route(
            (primary, other) -> {
              answered.add(primary);
              shadows.add(other);
            },
            10)) {
      shadow = route.shadow().orElseThrow();
      answer = PredictionService.of(client, route).predict(REQUEST);
    }
    assertThat(answer.tasks()).containsExactly("click", "purchase");
    assertThat(answered).containsExactly(answer);
    assertThat(shadows).hasSize(1);
    assertThat(shadows.get(0).tasks()).containsExactly("purchase");
    assertThat(shadows.get(0).value(0, 1)).isEqualTo(answer.value(1, 1));
    assertThat(shadow.counts()).isEqualTo(new ShadowModel.Counts(1, 0, 0));
  }

  @Test
  void predict_blockedShadow_dropsWhatDoesNotFitItsQueue() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    ModelRoute route =
        route(
            (primary, other) -> {
              begun.countDown();
              awaitQuietly(blocked);
            },
            2);
    ShadowModel shadow = route.shadow().orElseThrow();
    try {
      PredictionService service = PredictionService.of(client, route);
      assertThat(service.predict(REQUEST).rows()).isEqualTo(2);
      begun.await();
      for (int request = 0; request < 5; request++) {
        assertThat(service.predict(REQUEST).rows()).isEqualTo(2);
      }
      assertThat(shadow.counts()).isEqualTo(new ShadowModel.Counts(0, 3, 0));
    } finally {
      blocked.countDown();
      route.close();
    }
    assertThat(shadow.counts()).isEqualTo(new ShadowModel.Counts(3, 3, 0));
  }

  @Test
  void predict_failingListener_failsNoRequest() {
    ShadowModel shadow;
    try (ModelRoute route =
        route(
            (primary, other) -> {
              throw new IllegalStateException("no room left");
            },
            10)) {
      shadow = route.shadow().orElseThrow();
      PredictionService service = PredictionService.of(client, route);
      assertThat(service.predict(REQUEST).rows()).isEqualTo(2);
      assertThat(service.predict(REQUEST).rows()).isEqualTo(2);
    }
    assertThat(shadow.counts()).isEqualTo(new ShadowModel.Counts(0, 0, 2));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
