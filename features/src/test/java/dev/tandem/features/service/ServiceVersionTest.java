package dev.tandem.features.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.type.ValueType;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServiceVersionTest {
  private static final ServiceProject RATE =
      ServiceProject.of("user_id", "rate", "position")
          .with("rate", "ratio(user_activity.carts_7d, user_activity.views_7d)", ValueType.FLOAT64);

  @Test
  void version_sameDeclarations_isEqual() {
    assertThat(RATE.compile().version()).isEqualTo(RATE.compile().version());
    assertThat(RATE.compile().version()).matches("[0-9a-f]{64}");
  }

  /** Bundles carry versions for years: a change here means that every model must be retrained. */
  @Test
  void text_isStable() {
    assertThat(ServiceVersion.text(RATE.compile()))
        .isEqualTo(
            """
            rules 1:1
            feature 7:user_id 5:int64
            feature 4:rate 7:float64
            feature 8:position 5:int64
            on_demand 4:rate 7:float64 53:ratio(user_activity.carts_7d, user_activity.views_7d)
            input 7:user_id 5:int64
            input 22:user_activity.carts_7d 5:int64
            input 22:user_activity.views_7d 5:int64
            input 8:position 5:int64
            view 13:user_activity 6:events 11:=2592000000
            key 7:user_id 5:int64
            aggregate 8:carts_7d 5:int64 5:count 0: 0: 10:=604800000 8:=3600000 1:0 1:6 0:
            aggregate 8:views_7d 5:int64 5:count 0: 0: 10:=604800000 8:=3600000 1:0 1:6 0:
            source 6:events 4:time 0: 0:
            event_id 7:user_id
            event_id 7:item_id
            event_id 4:time
            field 7:user_id 5:int64 5:false 0: 0:
            field 7:item_id 5:int64 5:false 0: 0:
            field 4:time 9:timestamp 5:false 8:=SECONDS 0:
            """);
  }

  @Test
  void version_whatDecidesAValue_changesIt() {
    Stream<ServiceProject> others =
        Stream.of(
            RATE.withCartsWindow(Duration.ofDays(6)),
            RATE.withSourceField(ServiceProject.field("price", ValueType.FLOAT64)),
            ServiceProject.of("rate", "user_id", "position")
                .with(
                    "rate",
                    "ratio(user_activity.carts_7d, user_activity.views_7d)",
                    ValueType.FLOAT64),
            ServiceProject.of("user_id", "rate", "position")
                .with(
                    "rate",
                    "ratio(user_activity.views_7d, user_activity.carts_7d)",
                    ValueType.FLOAT64));

    assertThat(others.map(other -> other.compile().version()))
        .doesNotContain(RATE.compile().version())
        .doesNotHaveDuplicates();
  }

  @Test
  void version_whereFilesLie_doesNotChangeIt() {
    assertThat(RATE.withPath("elsewhere.csv").compile().version())
        .isEqualTo(RATE.compile().version());
  }
}
