package dev.tandem.serving.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.pointintime.PointInTimeJoin;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.view.FeatureStatus;
import dev.tandem.serving.CountingStore;
import dev.tandem.serving.ShopEvents;
import dev.tandem.serving.ShopProject;
import dev.tandem.serving.ShopStates;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Features kept for groups, served: the bits of the join, and no further round trip. */
class GroupFetchProperties {
  private static final int ROWS = 60;
  private static final Project PROJECT = ShopProject.read("groups.yaml");

  @Property(tries = 40)
  void fetch_anyEventsCutAndInstant_givesTheBitsOfTheJoin(@ForAll long seed) {
    Random random = new Random(seed);
    Table events = ShopEvents.random(seed, 400);
    long cut = ShopEvents.BEGIN + random.nextInt((int) Duration.ofDays(10).toMillis());
    long at = cut + random.nextInt((int) Duration.ofHours(60).toMillis());
    Table rows = rows(at, random);
    Table offline = offline(before(events, cut), rows);
    try (CountingStore store = new CountingStore()) {
      ShopStates.load(PROJECT, events, cut, store);
      FeatureRequest.Builder request = FeatureRequest.builder().at(Instant.ofEpochMilli(at));
      for (String name : List.of("user_id", "item_id", "aisle")) {
        request.column(name, rows.column(name));
      }

      FeatureVectors online = FeatureClient.of(PROJECT, "ranking", store).fetch(request.build());

      assertThat(store.reads()).hasSize(1);
      for (Field feature : online.values().fields()) {
        for (int row = 0; row < ROWS; row++) {
          assertThat(ShopEvents.bits(online.values().column(feature.name()), row))
              .as("%s of row %d", feature.name(), row)
              .isEqualTo(ShopEvents.bits(offline.column(feature.name()), row));
        }
      }
    }
  }

  @Example
  void fetch_keyThatTheServiceDoesNotList_isReadAllTheSame() {
    Table events = ShopEvents.random(7, 400);
    try (CountingStore store = new CountingStore()) {
      ShopStates.load(PROJECT, events, ShopEvents.END, store);

      FeatureVectors vectors =
          FeatureClient.of(PROJECT, "crosses", store)
              .fetch(
                  FeatureRequest.builder()
                      .one("user_id", 3)
                      .each("item_id", "i0", "i1", "nothing", "i0")
                      .at(Instant.ofEpochMilli(ShopEvents.END))
                      .build());

      // One user and three items, in one read.
      assertThat(store.reads()).containsExactly(4);
      assertThat(vectors.names()).containsExactly("user_activity.of_category_7d");
      assertThat(vectors.values().longs("user_activity.of_category_7d").value(0))
          .isEqualTo(vectors.values().longs("user_activity.of_category_7d").value(3))
          .isPositive();
      assertThat(vectors.values().longs("user_activity.of_category_7d").value(2)).isZero();
      for (int row = 0; row < 4; row++) {
        assertThat(vectors.status(0, row)).isEqualTo(FeatureStatus.PRESENT);
        assertThat(vectors.newestEventMillis(0, row)).isLessThan(ShopEvents.END).isPositive();
      }
    }
  }

  private static Table offline(Table visible, Table rows) {
    Table all = rows;
    for (List<CompiledView> round : CompiledService.compile(PROJECT, "ranking").rounds()) {
      for (CompiledView view : round) {
        all =
            Table.builder(ROWS)
                .addAll(all)
                .addAll(new PointInTimeJoin(view).join(visible, all))
                .build();
      }
    }
    return all;
  }

  private static Table rows(long at, Random random) {
    long[] times = new long[ROWS];
    Arrays.fill(times, at);
    String[] aisles = new String[ROWS];
    for (int row = 0; row < ROWS; row++) {
      int aisle = random.nextInt(5);
      aisles[row] = aisle == 4 ? null : "c" + aisle;
    }
    return Table.builder(ROWS)
        .add("__time", LongColumn.of(ValueType.TIMESTAMP, times))
        .add("__id_hi", LongColumn.of(ValueType.INT64, new long[ROWS]))
        .add("__id_lo", LongColumn.of(ValueType.INT64, new long[ROWS]))
        .add(
            "user_id",
            LongColumn.of(ValueType.INT64, random.longs(ROWS, 0, ShopEvents.USERS + 2).toArray()))
        .add(
            "item_id",
            StringColumn.of(
                random
                    .ints(ROWS, 0, ShopEvents.ITEMS + 2)
                    .mapToObj(i -> "i" + i)
                    .toArray(String[]::new)))
        .add("aisle", StringColumn.of(aisles))
        .build();
  }

  private static Table before(Table events, long cut) {
    return events.select(
        IntStream.range(0, events.rows())
            .filter(row -> events.longs("__time").value(row) < cut)
            .toArray());
  }
}
