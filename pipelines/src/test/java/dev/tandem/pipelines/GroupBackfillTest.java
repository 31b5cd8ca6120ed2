package dev.tandem.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.pointintime.PointInTimeJoin;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.view.CompiledView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Features kept for groups whose keys are features of another view, which is joined before. */
class GroupBackfillTest {
  private static final List<String> GROUPED =
      List.of(
          "user_activity.of_category",
          "user_activity.spend_in_category",
          "user_activity.views_of_item",
          "user_items.last_in_category");

  @TempDir Path folder;

  private StagedShop shop(int rows) {
    return StagedShop.of(folder, project(), rows);
  }

  private Project project() {
    return ShopProject.in(
        folder,
        "last_items: {",
        before(
            "last_items: {",
            "of_category: {aggregate: count, window: 1d, by: " + category(3) + "}",
            "spend_in_category: {aggregate: sum, field: price, scale: 2, by: " + category(4) + "}",
            "views_of_item: {aggregate: count, where: behaviour == 'pv', window: 1d, by: {field:"
                + " item_id, most: 5}}"),
        "last_item: {",
        before(
            "last_item: {",
            "last_in_category: {aggregate: last, field: item_id, by: " + category(1000) + "}"),
        "highest_price: {",
        before("highest_price: {", "category: {aggregate: last, field: category}"));
  }

  private static String category(int most) {
    return "{field: category, key: item_popularity.category, most: " + most + "}";
  }

  /** Features in front of another one, each on a line of its own. */
  private static String before(String feature, String... features) {
    return String.join("\n      ", features) + "\n      " + feature;
  }

  /** The views one after the other on whole tables, without Beam. */
  private static Table joined(Project project, Table events, Table rows) {
    Table all = rows;
    for (List<CompiledView> round : CompiledService.compile(project, "ranking").rounds()) {
      for (CompiledView view : round) {
        all =
            Table.builder(rows.rows())
                .addAll(all)
                .addAll(new PointInTimeJoin(view).join(events, all))
                .build();
      }
    }
    return all;
  }

  private static Table views(Table events) {
    return events.select(
        IntStream.range(0, events.rows())
            .filter(row -> events.strings("behaviour").value(row).equals("pv"))
            .toArray());
  }

  @Test
  void featureJoin_keysOfAnotherView_equalsTheJoinsOfWholeTables() {
    StagedShop shop = shop(3_000);
    Table rows = views(shop.events());
    Table expected = joined(shop.project(), shop.events(), rows).project(GROUPED);

    for (int shards : new int[] {1, 7}) {
      Table found =
          FeatureJoin.of(shop.project(), "ranking", rows)
              .run(shop.settings().withShards(shards))
              .project(GROUPED);
      assertThat(Datasets.lines(found)).isEqualTo(Datasets.lines(expected));
    }
    for (String feature : GROUPED) {
      assertThat(distinct(expected, feature)).as(feature).isGreaterThan(2);
    }
  }

  private static long distinct(Table table, String feature) {
    return Datasets.lines(table.project(List.of(feature))).stream().distinct().count();
  }

  @Test
  void backfill_keysOfAnotherView_isTheSameOnBothRunners() {
    StagedShop shop = shop(2_000);
    PipelineSettings direct = shop.staged("direct", 5);
    PipelineSettings flink = shop.staged("flink", 5).withRunner(RunnerKind.FLINK);
    Backfill backfill = Backfill.of(shop.project(), "ranking_rows");

    BackfillReport report = backfill.run(direct);

    assertThat(Datasets.bytes(backfill.run(flink).dataset()))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(Datasets.bytes(report.dataset()));
    List<Field> fields = new ArrayList<>(EventColumns.FIELDS);
    GROUPED.forEach(name -> fields.add(new Field(name, type(shop.project(), name))));
    Table written = Datasets.sorted(report.dataset(), fields);
    Table all = views(shop.events());
    Table mature = all.select(IntStream.range(0, written.rows()).toArray());
    assertThat(Datasets.lines(written.project(GROUPED)))
        .isEqualTo(Datasets.lines(joined(shop.project(), shop.events(), mature).project(GROUPED)));
  }

  private static ValueType type(Project project, String feature) {
    return CompiledService.compile(project, "ranking").features().stream()
        .filter(field -> field.name().equals(feature))
        .findFirst()
        .orElseThrow()
        .type();
  }
}
