package dev.tandem.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.key.EntityKeyCodec;
import dev.tandem.features.pointintime.PointInTimeJoin;
import dev.tandem.features.redis.RedisEndpoint;
import dev.tandem.features.redis.RedisOnlineStore;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.state.StateReader;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.features.store.StoreUnavailableException;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.view.FeatureStatus;
import dev.tandem.infra.redis.LocalRedis;
import dev.tandem.pipelines.materialize.RedisStoreSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaterializeIT {
  private static final long CUT = ShopProject.START + Duration.ofDays(2).toMillis() + 1;

  @TempDir Path folder;
  private LocalRedis redis;
  private RedisEndpoint endpoint;

  @BeforeEach
  void startRedis() {
    redis = LocalRedis.start();
    endpoint = RedisEndpoint.of(redis.host(), redis.port());
  }

  @AfterEach
  void stopRedis() {
    redis.close();
  }

  /** A row for every entity of any event, all at one instant. */
  private static Table everyEntity(StagedShop shop, long instant) {
    Table events = shop.events();
    TreeMap<String, Integer> rowOf = new TreeMap<>();
    for (int row = 0; row < events.rows(); row++) {
      rowOf.putIfAbsent(
          events.longs("user_id").value(row) + "/" + events.strings("item_id").value(row), row);
    }
    Table rows = events.select(rowOf.values().stream().mapToInt(Integer::intValue).toArray());
    for (int row = 0; row < rows.rows(); row++) {
      rows.longs(EventColumns.TIME).set(row, instant);
    }
    return rows;
  }

  private Table online(StagedShop shop, CompiledView view, Table rows, long instant) {
    Table.Builder builder = Table.builder(rows.rows());
    Column[] out =
        view.features().stream()
            .map(f -> builder.allocate(f.name(), f.type()))
            .toArray(Column[]::new);
    Table read = builder.build();
    try (OnlineStore store = RedisOnlineStore.open(endpoint)) {
      List<byte[]> keys = new ArrayList<>();
      for (int row = 0; row < rows.rows(); row++) {
        keys.add(
            EntityKeyCodec.encode(
                shop.project().name(), view.declaration().name(), rows, view.entity().keys(), row));
      }
      List<byte[]> states = store.read(keys);
      StateReader reader = new StateReader(view);
      for (int row = 0; row < rows.rows(); row++) {
        FeatureStatus status = reader.read(states.get(row), instant, out, row);
        assertThat(status).isNotEqualTo(FeatureStatus.AHEAD);
      }
    }
    return read;
  }

  private void assertOnlineEqualsOffline(StagedShop shop, Table visible, long instant) {
    Table rows = everyEntity(shop, instant);
    for (CompiledView view : CompiledService.compile(shop.project(), "ranking").views()) {
      List<String> features = view.features().stream().map(Field::name).toList();
      Table offline = new PointInTimeJoin(view).join(visible, rows).project(features);
      assertThat(Datasets.lines(online(shop, view, rows, instant)))
          .isEqualTo(Datasets.lines(offline));
    }
  }

  private static Table before(Table events, long cut) {
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < events.rows(); row++) {
      if (events.longs(EventColumns.TIME).value(row) < cut) {
        rows.add(row);
      }
    }
    return events.select(rows.stream().mapToInt(Integer::intValue).toArray());
  }

  @Test
  void run_untilACut_onlineEqualsOfflineFromTheCutOn() {
    StagedShop shop = StagedShop.of(folder, 3_000);
    MaterializeReport report =
        Materialize.of(shop.project(), "ranking")
            .withCut(Instant.ofEpochMilli(CUT))
            .run(shop.settings(), RedisStoreSpec.of(endpoint));
    assertThat(report.cut()).isEqualTo(CUT);
    Table visible = before(shop.events(), CUT);
    for (long later : new long[] {0, 1, 61_000, 3_600_000, 90_000_000, 400_000_000}) {
      assertOnlineEqualsOffline(shop, visible, CUT + later);
    }
  }

  @Test
  void run_withoutACut_foldsEveryEventAndCountsEntitiesOnce() {
    StagedShop shop = StagedShop.of(folder, 1_000);
    Table events = shop.events();
    long newest = events.longs(EventColumns.TIME).value(events.rows() - 1);
    MaterializeReport report =
        Materialize.of(shop.project()).run(shop.settings(), RedisStoreSpec.of(endpoint));
    assertThat(report.cut()).isEqualTo(newest + 1);
    assertThat(report.views())
        .extracting(MaterializeReport.View::view)
        .containsExactly(
            "user_activity", "item_popularity", "user_category_activity", "user_items");
    assertThat(report.views().get(0).entities()).isEqualTo(30);
    assertThat(report.views().get(1).entities()).isEqualTo(40);
    assertThat(report.views().get(0).bytes()).isPositive();
    assertThat(report.summary()).startsWith("materialized ").contains(" states of 4 views");
    assertOnlineEqualsOffline(shop, events, newest + 1);
  }

  @Test
  void run_againOnFlinkInOtherShards_leavesTheSameStates() {
    StagedShop shop = StagedShop.of(folder, 1_000);
    Materialize all = Materialize.of(shop.project(), "ranking");
    MaterializeReport first = all.run(shop.settings(), RedisStoreSpec.of(endpoint));
    PipelineSettings flink = shop.settings().withRunner(RunnerKind.FLINK).withShards(3);
    SortedMap<String, String> written = redis.contents();
    redis.empty();
    assertThat(all.run(flink, RedisStoreSpec.of(endpoint))).isEqualTo(first);
    assertThat(redis.contents()).isEqualTo(written);
    assertOnlineEqualsOffline(shop, shop.events(), first.cut());
  }

  @Test
  void run_olderCutAfterNewer_changesNothing() {
    StagedShop shop = StagedShop.of(folder, 1_000);
    Materialize all = Materialize.of(shop.project(), "ranking");
    MaterializeReport newer = all.run(shop.settings(), RedisStoreSpec.of(endpoint));
    all.withCut(Instant.ofEpochMilli(CUT)).run(shop.settings(), RedisStoreSpec.of(endpoint));
    assertOnlineEqualsOffline(shop, shop.events(), newer.cut());
  }

  @Test
  void run_storeIsGone_saysSo() {
    StagedShop shop = StagedShop.of(folder, 200);
    redis.close();
    assertThatThrownBy(
            () ->
                Materialize.of(shop.project(), "ranking")
                    .run(shop.settings(), RedisStoreSpec.of(endpoint)))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining(endpoint.addresses().get(0).toString());
  }
}
