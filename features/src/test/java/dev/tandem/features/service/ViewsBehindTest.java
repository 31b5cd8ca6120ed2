package dev.tandem.features.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.type.ValueType;
import org.junit.jupiter.api.Test;

class ViewsBehindTest {
  private static final CompiledService SERVICE =
      ServiceProject.of("user_id", "user_activity.carts_7d", "hour", "bad_rate", "position")
          .with("hour", "hour_of_day(request_time)", ValueType.INT64)
          .with("bad_rate", "1.0 - rate", ValueType.FLOAT64)
          .with(
              "rate", "ratio(user_activity.carts_7d, item_popularity.views_7d)", ValueType.FLOAT64)
          .compile();

  @Test
  void viewsBehind_featureOfAView_isThatView() {
    assertThat(SERVICE.viewsBehind("user_activity.carts_7d")).containsExactly("user_activity");
  }

  @Test
  void viewsBehind_onDemandOverOnDemand_areThoseOfAllItReads() {
    assertThat(SERVICE.viewsBehind("bad_rate"))
        .containsExactlyInAnyOrder("user_activity", "item_popularity");
  }

  @Test
  void viewsBehind_keyRequestFieldOrTime_isNone() {
    assertThat(SERVICE.viewsBehind("user_id")).isEmpty();
    assertThat(SERVICE.viewsBehind("position")).isEmpty();
    assertThat(SERVICE.viewsBehind("hour")).isEmpty();
  }

  @Test
  void viewsBehind_whatTheServiceDoesNotList_isRefused() {
    assertThatThrownBy(() -> SERVICE.viewsBehind("rate"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("service 'ranking' has no feature 'rate'");
  }
}
