package dev.tandem.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.OutcomeLabel;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.expression.Expression;
import dev.tandem.features.pointintime.LabelJoin;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.pipelines.dataset.DatasetFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels of every form side by side, their maturity, and the sampling of negatives. */
class BackfillLabelsTest {
  private static final List<Field> LABELS =
      List.of(
          new Field("label.dear", ValueType.INT64),
          new Field("label.later", ValueType.FLOAT64),
          new Field("label.later.delay", ValueType.INT64),
          new Field("label.cart", ValueType.INT64),
          new Field("label.shown_at", ValueType.INT64));

  private static final List<Field> SAMPLED =
      List.of(
          new Field(EventColumns.TIME, ValueType.TIMESTAMP),
          new Field(EventColumns.ID_HI, ValueType.INT64),
          new Field(EventColumns.ID_LO, ValueType.INT64),
          new Field("label.dear", ValueType.INT64),
          new Field("__rate", ValueType.FLOAT64));

  @TempDir Path folder;

  private static Table views(StagedShop shop) {
    Table events = shop.events();
    return events.select(
        IntStream.range(0, events.rows())
            .filter(row -> events.strings("behaviour").value(row).equals("pv"))
            .toArray());
  }

  private static long end(StagedShop shop) {
    Table events = shop.events();
    return events.longs(EventColumns.TIME).value(events.rows() - 1) + 1;
  }

  private static long rowsNotClosed(Table rows, long end, Duration within) {
    LongColumn time = rows.longs(EventColumns.TIME);
    return IntStream.range(0, rows.rows())
        .filter(row -> time.value(row) + within.toMillis() > end)
        .count();
  }

  /** The labels of all mature views, by whole tables and by the fields themselves. */
  private static Table expected(StagedShop shop) {
    Table events = shop.events();
    Table all = views(shop);
    long end = end(shop);
    Table rows =
        all.select(
            IntStream.range(0, all.rows())
                .filter(
                    row ->
                        all.longs(EventColumns.TIME).value(row) + Duration.ofHours(3).toMillis()
                            <= end)
                .toArray());
    LongColumn dear =
        (LongColumn)
            Expression.compile("price > 25.0", List.of(new Field("price", ValueType.FLOAT64)))
                .evaluate(rows);
    LongColumn dearAsNumber = LongColumn.of(ValueType.INT64, new long[rows.rows()]);
    LongColumn shownAt = LongColumn.of(ValueType.INT64, new long[rows.rows()]);
    for (int row = 0; row < rows.rows(); row++) {
      dearAsNumber.set(row, dear.value(row));
      if (dear.isNull(row)) {
        dearAsNumber.setNull(row);
      }
      shownAt.set(row, rows.longs("position").value(row) + 1);
    }
    return Table.builder(rows.rows())
        .add("label.dear", dearAsNumber)
        .addAll(join(shop, "later", events, rows))
        .addAll(join(shop, "cart", events, rows))
        .add("label.shown_at", shownAt)
        .build();
  }

  private static Table join(StagedShop shop, String label, Table events, Table rows) {
    return new LabelJoin(shop.project(), (OutcomeLabel) shop.project().label(label))
        .join(events, rows);
  }

  private static Table read(BackfillReport report, List<Field> fields) {
    Set<Field> all = new LinkedHashSet<>(EventColumns.FIELDS);
    all.addAll(fields);
    return Datasets.sorted(report.dataset(), List.copyOf(all));
  }

  @Test
  void run_labelsOfEveryForm_equalWholeTables() {
    StagedShop shop = StagedShop.of(folder, 3_000);

    BackfillReport report = Backfill.of(shop.project(), "mixed_rows").run(shop.settings());

    List<String> names = LABELS.stream().map(Field::name).toList();
    Table labels = read(report, LABELS).project(names);
    assertThat(labels.fields()).isEqualTo(LABELS);
    assertThat(Datasets.lines(labels)).isEqualTo(Datasets.lines(expected(shop)));
    assertThat(nulls(labels.column("label.dear"))).isPositive();
    assertThat(nulls(labels.column("label.later.delay"))).isBetween(1L, labels.rows() - 100L);
  }

  @Test
  void join_labelsOfGivenRows_areThoseOfWholeTablesAndNullWhileNotKnown() {
    StagedShop shop = StagedShop.of(folder, 3_000);
    Table rows = views(shop);
    OutcomeLabel cart = (OutcomeLabel) shop.project().label("cart");
    Table expected = join(shop, "cart", shop.events(), rows);
    long open = rowsNotClosed(rows, end(shop), cart.within());

    Table joined =
        FeatureJoin.of(shop.project(), "ranking", rows)
            .withLabels(List.of(cart))
            .run(shop.settings());

    LongColumn found = joined.longs("label.cart");
    assertThat(nulls(found)).isEqualTo(open).isPositive();
    for (int row = 0; row < rows.rows(); row++) {
      if (!found.isNull(row)) {
        assertThat(found.value(row)).isEqualTo(expected.longs("label.cart").value(row));
      }
    }
  }

  private static long nulls(Column column) {
    return IntStream.range(0, column.size()).filter(column::isNull).count();
  }

  @Test
  void run_openWindows_areCountedByLabel() {
    StagedShop shop = StagedShop.of(folder, 3_000);
    Table views = views(shop);
    long end = end(shop);

    BackfillReport report = Backfill.of(shop.project(), "mixed_rows").run(shop.settings());

    long later = rowsNotClosed(views, end, Duration.ofHours(3));
    long cart = rowsNotClosed(views, end, Duration.ofHours(2));
    assertThat(cart).isPositive().isLessThan(later);
    assertThat(report.immatureByLabel()).containsOnlyKeys("cart", "later");
    assertThat(report.immatureByLabel()).containsEntry("cart", cart).containsEntry("later", later);
    assertThat(report.immature()).isEqualTo(later);
    assertThat(report.summary()).endsWith("known yet (cart " + cart + ", later " + later + ")");
    assertThat(DatasetFolder.of(report.dataset()).latest().orElseThrow().count("immature.cart"))
        .isEqualTo(cart);
  }

  @Test
  void run_sampledNegatives_areTheSameRowsWithAnyShards() {
    StagedShop shop = StagedShop.of(folder, 4_000);
    Backfill sampled = Backfill.of(shop.project(), "sampled_rows");

    List<String> lines = Datasets.lines(read(sampled.run(shop.settings()), SAMPLED));

    for (int shards : new int[] {1, 7, 64}) {
      BackfillReport report = sampled.run(shop.staged("home" + shards, shards));
      assertThat(Datasets.lines(read(report, SAMPLED))).isEqualTo(lines);
    }
  }

  @Test
  void run_sampledNegatives_reconcileAndLeaveAllOthers() {
    StagedShop shop = StagedShop.of(folder, 4_000);
    BackfillReport all = Backfill.of(shop.project(), "mixed_rows").run(shop.settings());
    BackfillReport sampled = Backfill.of(shop.project(), "sampled_rows").run(shop.settings());
    Table whole = read(all, LABELS);
    Table rows = read(sampled, SAMPLED);

    assertThat(sampled.spine())
        .isEqualTo(sampled.rows() + sampled.immature() + sampled.sampledOut());
    assertThat(sampled.immature()).isEqualTo(all.immature());
    assertThat(sampled.rows() + sampled.sampledOut()).isEqualTo(all.rows());
    assertThat(sampled.summary())
        .endsWith(" + " + sampled.sampledOut() + " negatives left out by sampling");

    Set<String> kept = new HashSet<>();
    LongColumn label = rows.longs("label.dear");
    for (int row = 0; row < rows.rows(); row++) {
      boolean negative = !label.isNull(row) && label.value(row) == 0;
      assertThat(rows.doubles("__rate").value(row)).isEqualTo(negative ? 0.25 : 1.0);
      kept.add(identity(rows, row));
    }
    LongColumn wholeLabel = whole.longs("label.dear");
    long negatives = 0;
    long keptNegatives = 0;
    for (int row = 0; row < whole.rows(); row++) {
      if (wholeLabel.isNull(row) || wholeLabel.value(row) == 1) {
        assertThat(kept).contains(identity(whole, row));
      } else {
        negatives++;
        keptNegatives += kept.contains(identity(whole, row)) ? 1 : 0;
      }
    }
    assertThat(negatives - keptNegatives).isEqualTo(sampled.sampledOut());
    // Five standard deviations of a binomial share.
    double deviation = Math.sqrt(0.25 * 0.75 / negatives);
    assertThat((double) keptNegatives / negatives)
        .isBetween(0.25 - 5 * deviation, 0.25 + 5 * deviation);
  }

  private static String identity(Table rows, int row) {
    return rows.longs(EventColumns.ID_HI).value(row)
        + " "
        + rows.longs(EventColumns.ID_LO).value(row);
  }
}
