package dev.tandem.serving.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.store.InMemoryOnlineStore;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.serving.ShopBundle;
import dev.tandem.serving.ShopProject;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.InvalidRequestException;
import dev.tandem.serving.predict.TrafficSplit.Arm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficSplitTest {
  private static final Project PROJECT = ShopProject.project();

  @TempDir Path directory;

  private static FeatureRequest user(long... users) {
    return FeatureRequest.builder().each("user_id", users).build();
  }

  private static TrafficSplit split(String salt, LiveModel model) {
    return new TrafficSplit(
        "user_id", salt, List.of(new Arm("b", model, 0.1), new Arm("c", model, 0.25)));
  }

  private LiveModel open() {
    return LiveModel.open(
        ShopBundle.publish(directory, PROJECT),
        ModelContract.of(FeatureClient.of(PROJECT, "ranking", new InMemoryOnlineStore())));
  }

  @Test
  void arm_manyUsers_getTheSharesAndAlwaysTheSame() {
    try (LiveModel model = open()) {
      TrafficSplit split = split("summer", model);
      int[] counts = new int[3];
      int moved = 0;
      for (long user = 0; user < 20_000; user++) {
        int arm = split.arm(user(user));
        counts[arm + 1]++;
        moved += arm == split("winter", model).arm(user(user)) ? 0 : 1;
        assertThat(split.arm(user(user, user))).isEqualTo(arm);
      }
      assertThat(counts[1]).isCloseTo(2_000, within(260));
      assertThat(counts[2]).isCloseTo(5_000, within(370));
      assertThat(moved).isGreaterThan(6_000);
    }
  }

  @Test
  void arm_knownUsers_neverChange() {
    try (LiveModel model = open()) {
      TrafficSplit split = split("summer", model);
      StringBuilder arms = new StringBuilder();
      for (long user = 0; user < 40; user++) {
        arms.append("abc".charAt(split.arm(user(user)) + 1));
      }
      assertThat(arms).hasToString("bcccbaaaaaaabcbaacacaaaacaabaaaabaaaacaa");
    }
  }

  @Test
  void arm_noKeyOrSeveralValues_isRefused() {
    try (LiveModel model = open()) {
      TrafficSplit split = split("summer", model);
      assertThatThrownBy(() -> split.arm(FeatureRequest.builder().build()))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessage("user_id: found nothing, allowed: one value");
      assertThatThrownBy(() -> split.arm(user(1, 2)))
          .hasMessage(
              "user_id: found several values, allowed: one, since it says which model answers the"
                  + " request");
      assertThatThrownBy(() -> split.arm(user()))
          .hasMessage("user_id: found no value, allowed: one int64 or string, which is not null");
      assertThatThrownBy(() -> split.arm(FeatureRequest.builder().one("user_id", 1.5).build()))
          .hasMessageStartingWith("user_id: found no value");
    }
  }

  @Test
  void of_badShares_areRefused() {
    try (LiveModel model = open()) {
      assertThatThrownBy(() -> new Arm("b", model, 1.5))
          .hasMessage("arm 'b' has the share 1.5, allowed: 0 to 1");
      assertThatThrownBy(
              () ->
                  new TrafficSplit(
                      "user_id", "", List.of(new Arm("b", model, 0.6), new Arm("c", model, 0.6))))
          .hasMessage("the shares of the arms add up to 1.2, allowed: at most 1");
      assertThatThrownBy(
              () -> new TrafficSplit("user_id", "", List.of(new Arm("primary", model, 0.6))))
          .hasMessage("two arms are named 'primary'");
    }
  }

  @Test
  void predict_throughTheRoute_saysWhichArmAnswered() {
    try (OnlineStore store = new InMemoryOnlineStore();
        LiveModel other = open()) {
      FeatureClient client = FeatureClient.of(PROJECT, "ranking", store);
      try (ModelRoute route =
          ModelRoute.to(open())
              .withSplit(new TrafficSplit("user_id", "s", List.of(new Arm("b", other, 0.5))))) {
        PredictionService service = PredictionService.of(client, route);
        int b = 0;
        for (long user = 0; user < 60; user++) {
          FeatureRequest request =
              FeatureRequest.builder()
                  .one("user_id", user)
                  .each("item_id", "i1", "i2")
                  .one("position", 0)
                  .build();
          Predictions predictions = service.predict(request);
          boolean toB = predictions.arm().equals("b");
          b += toB ? 1 : 0;
          assertThat(predictions.arm()).isEqualTo(toB ? "b" : Predictions.PRIMARY);
          assertThat(predictions.modelVersion()).endsWith(toB ? "1" : "2");
        }
        assertThat(b).isBetween(12, 48);
      }
    }
  }
}
