package dev.tandem.serving.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.store.InMemoryOnlineStore;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.view.FeatureStatus;
import dev.tandem.serving.CountingStore;
import dev.tandem.serving.OfflineShop;
import dev.tandem.serving.ShopEvents;
import dev.tandem.serving.ShopProject;
import dev.tandem.serving.ShopStates;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeatureClientTest {
  private static final Project PROJECT = ShopProject.project();
  private static final Instant NOW = Instant.ofEpochMilli(ShopEvents.END);

  private final CountingStore store = new CountingStore();

  private FeatureClient client() {
    return FeatureClient.of(
        PROJECT, "ranking", store, FetchSettings.defaults().withClock(InstantSource.fixed(NOW)));
  }

  private static FeatureRequest.Builder request() {
    return FeatureRequest.builder()
        .one("user_id", 1)
        .each("item_id", "i1", "i2", "i1")
        .one("position", 0);
  }

  private static FeatureStatus status(FeatureVectors vectors, String name, int row) {
    return vectors.status(vectors.names().indexOf(name), row);
  }

  // One event: user 1 views i1 with this price, or none, at this time.
  private void view(long time, Double price) {
    Table events = ShopEvents.random(1, 1);
    events.longs("__time").set(0, time);
    events.longs("user_id").set(0, 1);
    events.strings("item_id").set(0, "i1");
    events.strings("category").setNull(0);
    if (price == null) {
      events.doubles("price").setNull(0);
    } else {
      events.doubles("price").set(0, price);
    }
    ShopStates.load(PROJECT, events, time + 1, store);
  }

  @Test
  void fetch_inFiveLines_isTheExampleOfTheDocs() {
    try (InMemoryOnlineStore online = new InMemoryOnlineStore()) {
      FeatureClient features = FeatureClient.of(PROJECT, "ranking", online);
      FeatureVectors vectors =
          features.fetch(
              FeatureRequest.builder()
                  .one("user_id", 42)
                  .each("item_id", "i7", "i8")
                  .one("position", 0)
                  .build());
      assertThat(vectors.values().longs("user_activity.views_1h").value(1)).isZero();
      assertThat(status(vectors, "user_activity.views_1h", 1)).isEqualTo(FeatureStatus.MISSING);
    }
  }

  @Test
  void close_twice_thenAnyRead_isAnError() {
    FeatureVectors vectors = client().fetch(request().build());
    vectors.close();
    vectors.close();

    assertThatThrownBy(vectors::values)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the feature vectors are closed");
    assertThatThrownBy(() -> vectors.column(0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> vectors.place(0, 0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> vectors.status(0, 0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> vectors.newestEventMillis(0, 0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void fetch_inTheMemoryOfAClosedAnswer_isWhatAFreshClientSays() {
    view(ShopEvents.END - Duration.ofMinutes(5).toMillis(), 3.5);
    FeatureClient used = client();
    used.fetch(
            FeatureRequest.builder()
                .one("user_id", 9)
                .one("item_id", "i9")
                .one("position", 0)
                .build())
        .close();
    used.fetch(request().at(NOW.plus(Duration.ofDays(2))).build()).close();

    try (FeatureVectors again = used.fetch(request().build());
        FeatureVectors fresh = client().fetch(request().build())) {
      for (int feature = 0; feature < fresh.names().size(); feature++) {
        for (int row = 0; row < fresh.rows(); row++) {
          assertThat(value(again, feature, row)).isEqualTo(value(fresh, feature, row));
          assertThat(again.status(feature, row)).isEqualTo(fresh.status(feature, row));
          assertThat(again.newestEventMillis(feature, row))
              .isEqualTo(fresh.newestEventMillis(feature, row));
        }
      }
    }
  }

  private static String cell(Column column, int row) {
    if (column.isNull(row)) {
      return "null";
    }
    if (column instanceof ListColumn lists) {
      int start = lists.start(row);
      return IntStream.range(start, start + lists.length(row))
          .mapToObj(i -> cell(lists.elements(), i))
          .toList()
          .toString();
    }
    if (column instanceof LongColumn longs) {
      return Long.toString(longs.value(row));
    }
    return column instanceof DoubleColumn doubles
        ? Double.toHexString(doubles.value(row))
        : ((StringColumn) column).value(row);
  }

  private static String value(FeatureVectors vectors, int feature, int row) {
    String own = cell(vectors.column(feature), vectors.place(feature, row));
    String byRow = cell(vectors.values().column(vectors.names().get(feature)), row);
    assertThat(own).as(vectors.names().get(feature)).isEqualTo(byRow);
    return own;
  }

  @Test
  void fetch_repeatedKeys_readsEachEntityOfEachViewOnceInOneRead() {
    client().fetch(request().build());

    assertThat(store.reads()).containsExactly(1 + 2 + 2);
  }

  @Test
  void fetch_unknownEntities_takeDefaultsAndSayMissing() {
    FeatureVectors vectors = client().fetch(request().build());

    assertThat(vectors.rows()).isEqualTo(3);
    for (int row = 0; row < 3; row++) {
      assertThat(vectors.values().longs("user_activity.views").value(row)).isZero();
      assertThat(vectors.values().doubles("user_activity.mean_price_1h").value(row))
          .isEqualTo(9.99);
      assertThat(vectors.values().column("item_popularity.max_price_1d").isNull(row)).isTrue();
      assertThat(status(vectors, "item_popularity.max_price_1d", row))
          .isEqualTo(FeatureStatus.MISSING);
      assertThat(status(vectors, "user_id", row)).isEqualTo(FeatureStatus.PRESENT);
      assertThat(vectors.newestEventMillis(2, row)).isEqualTo(FeatureVectors.NO_EVENT);
    }
  }

  @Test
  void fetch_eachStatus_isToldPerFeature() {
    view(ShopEvents.END - Duration.ofMinutes(5).toMillis(), null);

    FeatureVectors now = client().fetch(request().build());
    assertThat(status(now, "user_activity.views_1h", 0)).isEqualTo(FeatureStatus.PRESENT);
    assertThat(status(now, "user_activity.mean_price_1h", 0)).isEqualTo(FeatureStatus.DEFAULTED);
    assertThat(status(now, "item_popularity.max_price_1d", 0)).isEqualTo(FeatureStatus.NULL);
    assertThat(status(now, "item_popularity.max_price_1d", 1)).isEqualTo(FeatureStatus.MISSING);
    assertThat(now.newestEventMillis(2, 0))
        .isEqualTo(ShopEvents.END - Duration.ofMinutes(5).toMillis());

    FeatureVectors later = client().fetch(request().at(NOW.plus(Duration.ofDays(2))).build());
    assertThat(status(later, "user_activity.views_1h", 0)).isEqualTo(FeatureStatus.EXPIRED);
    assertThat(status(later, "item_popularity.users_1d", 0)).isEqualTo(FeatureStatus.PRESENT);

    FeatureVectors earlier = client().fetch(request().at(NOW.minus(Duration.ofMinutes(6))).build());
    assertThat(status(earlier, "user_activity.views_1h", 0)).isEqualTo(FeatureStatus.AHEAD);
  }

  @Test
  void fetch_eventAsOldAsTheTimeToLive_isLiveUntilTheNextMillisecond() {
    Project project =
        ShopProject.ranking(
            "item_id",
            "user_activity.views",
            "user_activity.mean_price_1h",
            "user_activity.last_items",
            "price_bucket",
            "log_views",
            "newest_item");
    long seen = ShopEvents.END - Duration.ofDays(2).toMillis();
    view(seen, 2.5);
    Table events = ShopEvents.random(1, 1);
    events.longs("__time").set(0, seen);
    events.longs("user_id").set(0, 1);
    events.strings("item_id").set(0, "i1");
    events.doubles("price").set(0, 2.5);
    long[] times = {ShopEvents.END, ShopEvents.END + 1};
    Table offline =
        OfflineShop.join(project, events, times, new long[] {1, 1}, new String[] {"i1", "i1"});
    FeatureClient client = FeatureClient.of(project, "ranking", store);

    for (int row = 0; row < times.length; row++) {
      FeatureVectors online = client.fetch(request().at(Instant.ofEpochMilli(times[row])).build());
      FeatureStatus expected = row == 0 ? FeatureStatus.PRESENT : FeatureStatus.EXPIRED;
      assertThat(status(online, "user_activity.views", 0)).isEqualTo(expected);
      assertThat(offline.longs("user_activity.__status").value(row)).isEqualTo(expected.code());
      for (String feature : online.names()) {
        assertThat(ShopEvents.bits(online.values().column(feature), 0))
            .as("%s at %d", feature, times[row])
            .isEqualTo(ShopEvents.bits(offline.column(feature), row));
      }
      assertThat(online.values().doubles("log_views").value(0))
          .isEqualTo(row == 0 ? StrictMath.log1p(1) : 0);
      assertThat(online.values().longs("price_bucket").value(0)).isEqualTo(2);
      assertThat(status(online, "newest_item", 0))
          .isEqualTo(row == 0 ? FeatureStatus.PRESENT : FeatureStatus.NULL);
    }
  }

  @Test
  void fetch_asTimePasses_windowsSlideWithoutAnyWrite() {
    view(ShopEvents.END - Duration.ofMinutes(5).toMillis(), 2.5);

    assertThat(client().fetch(request().build()).values().longs("user_activity.views_1h").value(0))
        .isEqualTo(1);
    FeatureVectors later = client().fetch(request().at(NOW.plus(Duration.ofHours(1))).build());
    assertThat(later.values().longs("user_activity.views_1h").value(0)).isZero();
    assertThat(later.values().longs("user_activity.views").value(0)).isEqualTo(1);
    assertThat(later.atMillis()).isEqualTo(NOW.plus(Duration.ofHours(1)).toEpochMilli());
  }

  @Test
  void fetch_noRows_isEmpty() {
    FeatureVectors vectors =
        client()
            .fetch(
                FeatureRequest.builder()
                    .one("user_id", 1)
                    .each("item_id", new String[0])
                    .one("position", 0)
                    .build());

    assertThat(vectors.rows()).isZero();
    assertThat(vectors.names()).hasSize(13);
  }

  @Test
  void fetch_tooManyRows_isRefused() {
    FeatureClient client =
        FeatureClient.of(PROJECT, "ranking", store, FetchSettings.defaults().withMaxRows(2));

    assertThatThrownBy(() -> client.fetch(request().build()))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("rows: found 3, allowed: at most 2");
  }

  @Test
  void fetch_missingField_isNamed() {
    assertThatThrownBy(() -> client().fetch(FeatureRequest.builder().one("user_id", 1).build()))
        .hasMessage("item_id: found nothing, allowed: string, one value or one per row");
  }

  @Test
  void fetch_unknownField_namesTheKnownOnes() {
    assertThatThrownBy(() -> client().fetch(request().one("page", 1).build()))
        .hasMessage("page: found an unknown field, allowed: user_id, item_id, position");
  }

  @Test
  void fetch_keyOfAnotherType_isRefused() {
    FeatureRequest request =
        FeatureRequest.builder().one("user_id", "1").one("item_id", "i").one("position", 0).build();

    assertThatThrownBy(() -> client().fetch(request))
        .hasMessage("user_id: found string, allowed: int64");
  }

  @Test
  void fetch_nullKey_isRefused() {
    FeatureRequest request =
        FeatureRequest.builder()
            .one("user_id", 1)
            .each("item_id", "i1", null)
            .one("position", 0)
            .build();

    assertThatThrownBy(() -> client().fetch(request))
        .hasMessage("item_id[1]: found null, allowed: an entity key is never null");
  }

  @Test
  void request_sameFieldTwice_isRefused() {
    assertThatThrownBy(() -> request().one("user_id", 1))
        .hasMessage("user_id: found the field twice, allowed: once");
  }

  @Test
  void fetch_keyThatIsNoText_isRefused() {
    FeatureRequest request =
        FeatureRequest.builder()
            .one("user_id", 1)
            .one("item_id", "\ud800")
            .one("position", 0)
            .build();

    assertThatThrownBy(() -> client().fetch(request))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("item_id: found half a surrogate pair, allowed: Unicode text");
  }

  @Test
  void fetch_columnReusedWithSpareMemory_looksAtItsRowsOnly() {
    LongColumn users = LongColumn.of(ValueType.INT64, new long[] {1, 2, 3});
    users.reset(1);
    users.set(0, 1);

    FeatureVectors vectors =
        client()
            .fetch(
                FeatureRequest.builder()
                    .column("user_id", users)
                    .each("item_id", "i1", "i2")
                    .one("position", 0)
                    .build());

    assertThat(vectors.values().longs("user_id").value(1)).isEqualTo(1);
    assertThat(store.reads()).containsExactly(1 + 2 + 2);
  }

  @Test
  void of_unknownService_namesTheDeclaredOnes() {
    assertThatThrownBy(() -> FeatureClient.of(PROJECT, "rank", store))
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessageContaining("ranking, popularity");
  }

  @Test
  void features_listedOneByOne_needOnlyWhatTheyRead() {
    FeatureClients clients = FeatureClients.of(PROJECT, store, FetchSettings.defaults());

    FeatureClient hour = clients.features(List.of("hour"));
    assertThat(hour.entityKeys()).isEmpty();
    assertThat(hour.requestFields()).isEmpty();
    assertThat(hour.fetch(FeatureRequest.builder().build()).rows()).isEqualTo(1);
    assertThat(store.reads()).isEmpty();
    assertThat(clients.features(List.of("hour"))).isSameAs(hour);
    assertThat(clients.features(List.of("pairs")).entityKeys()).hasSize(2);
  }
}
