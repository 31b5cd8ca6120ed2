package dev.tandem.serving.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.FeatureStatus;
import dev.tandem.serving.OfflineShop;
import dev.tandem.serving.ShopEvents;
import dev.tandem.serving.ShopProject;
import dev.tandem.serving.ShopStates;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Offline and online agree on every bit and status, whatever the store. */
final class ServingParity {
  private static final int ROWS = 60;

  private ServingParity() {}

  static void check(long seed, OnlineStore store) {
    check(ShopProject.project(), seed, store);
  }

  /** The same for a project whose ranking service reads something else. */
  static void check(Project project, long seed, OnlineStore store) {
    Random random = new Random(seed);
    Table events = ShopEvents.random(seed, 400);
    long cut = ShopEvents.BEGIN + random.nextInt((int) Duration.ofDays(10).toMillis());
    ShopStates.load(project, events, cut, store);
    Table visible = before(events, cut);
    FeatureClient client = FeatureClient.of(project, "ranking", store);
    for (int i = 0; i < 8; i++) {
      long at = cut + (i == 0 ? 0 : random.nextInt((int) Duration.ofHours(1L << i).toMillis()));
      compare(client, project, visible, at, random);
    }
  }

  private static Table before(Table events, long cut) {
    return events.select(
        IntStream.range(0, events.rows())
            .filter(row -> events.longs("__time").value(row) < cut)
            .toArray());
  }

  private static void compare(
      FeatureClient client, Project project, Table visible, long at, Random random) {
    long[] users = random.longs(ROWS, 0, ShopEvents.USERS + 2).toArray();
    String[] items =
        random.ints(ROWS, 0, ShopEvents.ITEMS + 2).mapToObj(i -> "i" + i).toArray(String[]::new);
    long[] times = new long[ROWS];
    Arrays.fill(times, at);
    Table offline = OfflineShop.join(project, visible, times, users, items);

    FeatureVectors online =
        client.fetch(
            FeatureRequest.builder()
                .each("user_id", users)
                .each("item_id", items)
                .one("position", 0)
                .at(Instant.ofEpochMilli(at))
                .build());

    for (int feature = 0; feature < online.names().size(); feature++) {
      String name = online.names().get(feature);
      for (int row = 0; row < ROWS; row++) {
        assertThat(ShopEvents.bits(online.values().column(name), row))
            .as("%s of user %d, item %s at %d", name, users[row], items[row], at)
            .isEqualTo(ShopEvents.bits(offline.column(name), row));
        if (name.contains(".")) {
          compareStatus(online, feature, row, offline);
        }
      }
    }
  }

  // A feature's status refines its view's: present becomes defaulted or null where there is no
  // value.
  @SuppressWarnings("EnumOrdinal") // the status column holds ordinals
  private static void compareStatus(FeatureVectors online, int feature, int row, Table offline) {
    String name = online.names().get(feature);
    long ordinal = offline.longs(name.substring(0, name.indexOf('.')) + ".__status").value(row);
    FeatureStatus ofView = FeatureStatus.values()[(int) ordinal];
    FeatureStatus status = online.status(feature, row);
    boolean isNull = online.values().column(name).isNull(row);
    if (ofView == FeatureStatus.PRESENT) {
      assertThat(status).isIn(FeatureStatus.PRESENT, FeatureStatus.DEFAULTED, FeatureStatus.NULL);
      assertThat(status == FeatureStatus.NULL).isEqualTo(isNull);
    } else {
      assertThat(status).isEqualTo(ofView);
    }
  }
}
