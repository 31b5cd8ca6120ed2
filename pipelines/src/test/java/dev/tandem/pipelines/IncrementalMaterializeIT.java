package dev.tandem.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.key.EntityKeyCodec;
import dev.tandem.features.pointintime.PointInTimeJoin;
import dev.tandem.features.redis.RedisEndpoint;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.state.StateReader;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.view.FeatureStatus;
import dev.tandem.infra.redis.LocalRedis;
import dev.tandem.pipelines.ingest.StagedColumns;
import dev.tandem.pipelines.ledger.Work.Extent;
import dev.tandem.pipelines.materialize.RedisStoreSpec;
import dev.tandem.pipelines.materialize.StoreAheadException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncrementalMaterializeIT {
  private static final long DAY = 86_400_000;

  private static LocalRedis redis;
  private static RedisStoreSpec store;

  @TempDir Path folder;
  private Project project;
  private PipelineSettings settings;
  private List<String> rows;

  @BeforeAll
  static void startRedis() {
    redis = LocalRedis.start();
    store = RedisStoreSpec.of(RedisEndpoint.of(redis.host(), redis.port()));
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @BeforeEach
  void begin() {
    redis.empty();
    project = ShopProject.in(folder);
    settings =
        PipelineSettings.of(folder.resolve("home"))
            .withClock(InstantSource.fixed(Instant.ofEpochMilli(ShopProject.START + 4 * DAY)));
    rows = ShopProject.rows(3_000, 21);
  }

  /** Stages the rows of some days in a file of their own, and only of some users. */
  private void add(String file, long fromDay, long toDay, int users) {
    List<String> chosen =
        rows.stream()
            .filter(row -> Long.parseLong(row.substring(0, row.indexOf(','))) < users)
            .filter(row -> day(row) >= fromDay && day(row) < toDay)
            .toList();
    ShopProject.write(folder.resolve("in").resolve(file), chosen);
    Ingest.of(project, "behaviours")
        .withFiles(List.of(folder.resolve("in").toString()))
        .run(settings);
  }

  private static long day(String row) {
    return (Long.parseLong(row.substring(row.lastIndexOf(',') + 1)) - ShopProject.START) / DAY;
  }

  private MaterializeReport run() {
    return Materialize.of(project, "ranking").run(settings, store);
  }

  private MaterializeReport run(long cut) {
    return Materialize.of(project, "ranking")
        .withCut(Instant.ofEpochMilli(cut))
        .run(settings, store);
  }

  /** What a run into an empty store leaves there. */
  private SortedMap<String, String> fromScratch(long cut) {
    SortedMap<String, String> held = redis.contents();
    redis.empty();
    MaterializeReport report = run(cut);
    assertThat(report.work().extent()).isEqualTo(Extent.EVERYTHING);
    assertThat(report.entities()).isEqualTo(held.size() - report.views().size());
    return redis.contents();
  }

  private Table events() {
    return Datasets.sorted(
        DatasetPaths.of(settings).source("behaviours"),
        StagedColumns.of(project.source("behaviours")));
  }

  /** Reads every entity's features at an instant, from these contents of the store. */
  private void assertServesTheEvents(Map<String, String> contents, long instant) {
    Table events = events();
    for (CompiledView view : CompiledService.compile(project, "ranking").views()) {
      Table entities = entities(events, view, instant);
      Table.Builder builder = Table.builder(entities.rows());
      Column[] out =
          view.features().stream()
              .map(f -> builder.allocate(f.name(), f.type()))
              .toArray(Column[]::new);
      Table read = builder.build();
      StateReader reader = new StateReader(view);
      String name = view.declaration().name();
      for (int row = 0; row < entities.rows(); row++) {
        byte[] key =
            EntityKeyCodec.encode(project.name(), name, entities, view.entity().keys(), row);
        String state = contents.get(HexFormat.of().formatHex(key));
        FeatureStatus status = reader.read(HexFormat.of().parseHex(state), instant, out, row);
        assertThat(status).isNotEqualTo(FeatureStatus.AHEAD);
      }
      List<String> features = view.features().stream().map(Field::name).toList();
      Table offline = new PointInTimeJoin(view).join(events, entities).project(features);
      assertThat(Datasets.lines(read)).isEqualTo(Datasets.lines(offline));
    }
  }

  private static Table entities(Table events, CompiledView view, long instant) {
    Map<String, Integer> rowOf = new TreeMap<>();
    List<String> keys = view.entity().keys().stream().map(Field::name).toList();
    List<String> lines = Datasets.lines(events.project(keys));
    IntStream.range(0, events.rows()).forEach(row -> rowOf.putIfAbsent(lines.get(row), row));
    Table rows = events.select(rowOf.values().stream().mapToInt(Integer::intValue).toArray());
    for (int row = 0; row < rows.rows(); row++) {
      rows.longs(EventColumns.TIME).set(row, instant);
    }
    return rows;
  }

  @Test
  void run_newEvents_foldsTheirEntitiesAgainAndKeepsTheOthers() {
    add("1.csv", 0, 2, 30);
    MaterializeReport first = run();
    assertThat(first.work())
        .hasToString("everything (view user_activity: the store does not hold it yet)");
    SortedMap<String, String> before = redis.contents();

    add("2.csv", 2, 3, 4);
    MaterializeReport second = run();
    assertThat(second.work().extent()).isEqualTo(Extent.INCREMENT);
    assertThat(second.work().reason())
        .matches("view user_activity: \\d+ new events since " + Instant.ofEpochMilli(first.cut()));
    assertThat(second.cut()).isGreaterThan(first.cut());
    assertThat(second.views().get(0).entities()).isEqualTo(4);
    SortedMap<String, String> after = redis.contents();
    for (long later : new long[] {0, 1, 61_000, 3_600_000, DAY, 3 * DAY}) {
      assertServesTheEvents(after, second.cut() + later);
    }

    SortedMap<String, String> scratch = fromScratch(second.cut());
    assertThat(after.keySet()).isEqualTo(scratch.keySet());
    long same = after.keySet().stream().filter(k -> after.get(k).equals(scratch.get(k))).count();
    after.forEach((key, value) -> assertThat(value).isIn(before.get(key), scratch.get(key)));
    assertThat(same).isEqualTo(second.entities() + second.views().size());
  }

  @Test
  void run_lateEventsAtTheSameCut_endInTheBytesOfARunFromScratch() {
    add("1.csv", 1, 3, 30);
    MaterializeReport first = run();
    add("2.csv", 0, 1, 5);
    MaterializeReport second = run();
    assertThat(second.work().extent()).isEqualTo(Extent.INCREMENT);
    assertThat(second.cut()).isEqualTo(first.cut());
    assertThat(second.views().get(0).entities()).isEqualTo(5);
    SortedMap<String, String> after = redis.contents();
    assertThat(fromScratch(second.cut())).isEqualTo(after);
  }

  @Test
  void run_eventsAtOrAfterTheEarlierCut_areFoldedByTheNextOne() {
    add("1.csv", 0, 3, 30);
    long cut = ShopProject.START + 2 * DAY;
    run(cut);
    add("2.csv", 2, 3, 3);
    MaterializeReport all = run();
    assertThat(all.work().extent()).isEqualTo(Extent.INCREMENT);
    assertServesTheEvents(redis.contents(), all.cut());
    assertThat(run().work()).hasToString("nothing (the store holds the same events)");
    assertThat(run(cut).work())
        .hasToString(
            "nothing (the store holds a later cut, " + Instant.ofEpochMilli(all.cut()) + ")");
    assertThat(run(cut).cut()).isEqualTo(all.cut());
  }

  @Test
  void run_storeWasEmptied_writesEverythingAgain() {
    add("1.csv", 0, 3, 30);
    run();
    SortedMap<String, String> before = redis.contents();
    MaterializeReport again = run();
    assertThat(again.reused()).isTrue();
    assertThat(again.entities()).isZero();
    redis.empty();
    assertThat(run().work().extent()).isEqualTo(Extent.EVERYTHING);
    assertThat(redis.contents()).isEqualTo(before);
  }

  @Test
  void run_withOtherShards_leavesTheSameBytes() {
    add("1.csv", 0, 3, 30);
    run();
    SortedMap<String, String> atOnce = redis.contents();
    redis.empty();
    Materialize.of(project, "ranking").run(settings.withShards(9), store);
    assertThat(redis.contents()).isEqualTo(atOnce);
  }

  @Test
  void run_declarationsOrFilesChanged_writesEverythingAndSaysWhy() {
    add("1.csv", 0, 3, 30);
    run();
    project =
        ShopProject.in(folder, "highest_price: {aggregate: max", "highest_price: {aggregate: min");
    MaterializeReport changed = run();
    assertThat(changed.work())
        .hasToString("everything (view item_popularity: its declarations have changed)");
    assertThat(changed.views())
        .filteredOn(view -> view.entities() > 0)
        .extracting(MaterializeReport.View::view)
        .containsExactly("item_popularity");

    rows = new ArrayList<>(rows.subList(0, 2_999));
    add("1.csv", 0, 3, 29);
    long cut = run(ShopProject.START + 3 * DAY).cut();
    assertThatThrownBy(
            () -> {
              add("1.csv", 0, 2, 28);
              run();
            })
        .isInstanceOf(StoreAheadException.class)
        .hasMessage(
            "view user_activity: the store holds states of a later cut, "
                + Instant.ofEpochMilli(cut)
                + ", and they cannot stay: its events are not those in the store and more."
                + " Materialize until then or later, or delete the view's keys first");
  }
}
