package dev.tandem.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.declaration.OutcomeLabel;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.pointintime.LabelJoin;
import dev.tandem.features.pointintime.PointInTimeJoin;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.view.CompiledView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackfillTest {
  @TempDir Path folder;

  /** The whole of the work on whole tables, without Beam. */
  private static Table expected(StagedShop shop) {
    Project project = shop.project();
    Table events = shop.events();
    long end = events.longs(EventColumns.TIME).value(events.rows() - 1) + 1;
    long within = Duration.ofHours(6).toMillis();
    int[] matching =
        IntStream.range(0, events.rows())
            .filter(row -> events.strings("behaviour").value(row).equals("pv"))
            .filter(row -> events.longs(EventColumns.TIME).value(row) + within <= end)
            .toArray();
    Table rows = events.select(matching);
    CompiledService service = CompiledService.compile(project, "ranking");
    Table.Builder inputs = Table.builder(rows.rows()).addAll(rows);
    Table.Builder statuses = Table.builder(rows.rows());
    for (CompiledView view : service.views()) {
      Table joined = new PointInTimeJoin(view).join(events, rows);
      inputs.addAll(joined);
      statuses.add(view.statusColumn(), joined.column(view.statusColumn()));
    }
    Table features = service.complete(inputs.build(), rows.longs(EventColumns.TIME));
    Table.Builder all =
        Table.builder(rows.rows())
            .addAll(
                rows.project(
                    List.of(
                        EventColumns.TIME,
                        EventColumns.ID_HI,
                        EventColumns.ID_LO,
                        "user_id",
                        "item_id",
                        "category",
                        "position")));
    features.fields().stream()
        .filter(f -> !List.of("user_id", "item_id", "position").contains(f.name()))
        .forEach(f -> all.add(f.name(), features.column(f.name())));
    all.addAll(statuses.build());
    for (String label : project.trainingSet("ranking_rows").labels()) {
      all.addAll(new LabelJoin(project, (OutcomeLabel) project.label(label)).join(events, rows));
    }
    return all.build();
  }

  private static Table backfilled(StagedShop shop, PipelineSettings settings, List<Field> fields) {
    return Datasets.sorted(
        Backfill.of(shop.project(), "ranking_rows").run(settings).dataset(), fields);
  }

  @Test
  void run_anyShardsAndRunner_equalsTheJoinOfWholeTables() {
    StagedShop shop = StagedShop.of(folder, 4_000);
    Table expected = expected(shop);
    List<String> lines = Datasets.lines(expected);
    assertThat(lines).hasSizeGreaterThan(1_000);

    assertThat(Datasets.lines(backfilled(shop, shop.settings(), expected.fields())))
        .isEqualTo(lines);
    for (int shards : new int[] {1, 2, 7, 64}) {
      PipelineSettings settings = shop.staged("home" + shards, shards);
      assertThat(Datasets.lines(backfilled(shop, settings, expected.fields()))).isEqualTo(lines);
    }
  }

  @Test
  void run_flink_writesTheBytesOfTheDirectRunner() {
    StagedShop shop = StagedShop.of(folder, 2_000);
    PipelineSettings direct = shop.staged("direct", 5);
    PipelineSettings flink = shop.staged("flink", 5).withRunner(RunnerKind.FLINK);
    for (String set : List.of("ranking_rows", "sampled_rows")) {
      Backfill backfill = Backfill.of(shop.project(), set);
      assertThat(Datasets.bytes(backfill.run(flink).dataset()))
          .usingElementComparator(Arrays::compare)
          .isEqualTo(Datasets.bytes(backfill.run(direct).dataset()));
    }
  }

  @Test
  void run_rowsWithOpenLabelWindows_areLeftOutAndCounted() {
    StagedShop shop = StagedShop.of(folder, 2_000);
    BackfillReport report = Backfill.of(shop.project(), "ranking_rows").run(shop.settings());
    Table events = shop.events();
    long spine =
        IntStream.range(0, events.rows())
            .filter(row -> events.strings("behaviour").value(row).equals("pv"))
            .count();
    assertThat(report.spine()).isEqualTo(spine);
    assertThat(report.rows()).isEqualTo(expected(shop).rows());
    assertThat(report.immature()).isEqualTo(spine - report.rows()).isPositive();
    assertThat(report.summary())
        .startsWith("training set ranking_rows: " + spine + " rows = " + report.rows())
        .contains(" left out, because their labels are not known yet (cart ")
        .doesNotContain("sampling");
  }

  @Test
  void run_nothingChanged_isReused() {
    StagedShop shop = StagedShop.of(folder, 500);
    BackfillReport first = Backfill.of(shop.project(), "ranking_rows").run(shop.settings());
    BackfillReport second = Backfill.of(shop.project(), "ranking_rows").run(shop.settings());
    assertThat(first.reused()).isFalse();
    assertThat(second.reused()).isTrue();
    assertThat(second.rows()).isEqualTo(first.rows());

    Project changed = ShopProject.in(folder, "within: 6h", "within: 5h");
    assertThat(Backfill.of(changed, "ranking_rows").run(shop.settings()).reused()).isFalse();
  }

  @Test
  void run_sourceNotIngested_saysSo() {
    Project project = ShopProject.in(folder);
    PipelineSettings settings = PipelineSettings.of(folder.resolve("home"));
    assertThatThrownBy(() -> Backfill.of(project, "ranking_rows").run(settings))
        .isInstanceOf(NotStagedException.class)
        .hasMessage(
            "source 'behaviours' has no staged events in "
                + folder.resolve("home/sources/behaviours")
                + "; ingest it first");
  }

  @Test
  void run_damagedPart_failsWithItsNameAndPublishesNothing() throws IOException {
    StagedShop shop = StagedShop.of(folder, 500);
    Path part;
    try (var files = Files.walk(folder.resolve("home/sources/behaviours/snapshots"))) {
      part = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
    }
    Files.writeString(part, "no arrow", StandardCharsets.UTF_8);
    for (RunnerKind runner : RunnerKind.values()) {
      assertThatThrownBy(
              () ->
                  Backfill.of(shop.project(), "ranking_rows")
                      .run(shop.settings().withRunner(runner)))
          .isInstanceOf(RuntimeException.class)
          .hasMessageContaining(part.toString())
          .message()
          .doesNotContain("UserCodeException");
      assertThat(folder.resolve("home/training_sets/ranking_rows/manifests")).doesNotExist();
    }
  }

  @Test
  void featureJoin_anyRows_equalsTheJoinOfWholeTablesInTheirOrder() {
    StagedShop shop = StagedShop.of(folder, 2_000);
    Table events = shop.events();
    List<Integer> picked = new ArrayList<>();
    for (int row = events.rows() - 1; row >= 0; row -= 3) {
      picked.add(row);
      picked.add(row);
    }
    Table rows = events.select(picked.stream().mapToInt(Integer::intValue).toArray());
    Table unknown = Table.allocate(rows.fields(), 1);
    unknown.longs(EventColumns.TIME).set(0, ShopProject.START);
    unknown.longs("user_id").set(0, 999);
    unknown.strings("item_id").set(0, "nobody's");
    unknown.strings("category").set(0, "none");
    unknown.longs("position").set(0, 1);
    Table spine = Table.concat(List.of(rows, unknown));

    Table joined = FeatureJoin.of(shop.project(), "ranking", spine).run(shop.settings());

    Table.Builder expected = Table.builder(spine.rows());
    CompiledService service = CompiledService.compile(shop.project(), "ranking");
    for (CompiledView view : service.views()) {
      expected.addAll(new PointInTimeJoin(view).join(events, spine));
    }
    Table features = expected.build();
    List<String> names = features.fields().stream().map(Field::name).toList();
    assertThat(Datasets.lines(joined.project(names))).isEqualTo(Datasets.lines(features));
    assertThat(Datasets.lines(joined.project(List.of("user_id", "item_id"))))
        .isEqualTo(Datasets.lines(spine.project(List.of("user_id", "item_id"))));
    assertThat(joined.fields()).contains(new Field("cart_rate", ValueType.FLOAT64));
    assertThat(folder.resolve("home/scratch")).isEmptyDirectory();
  }
}
