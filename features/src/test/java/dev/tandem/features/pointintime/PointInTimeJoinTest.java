package dev.tandem.features.pointintime;

import static dev.tandem.features.oracle.Orders.feature;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.aggregate.HashedKey;
import dev.tandem.features.aggregate.NumberOverflowException;
import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.AggregateFunction;
import dev.tandem.features.declaration.GroupBy;
import dev.tandem.features.declaration.Window;
import dev.tandem.features.oracle.Cells;
import dev.tandem.features.oracle.Orders;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.view.FeatureStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PointInTimeJoinTest {

  /** The worked example of docs/concepts.md. */
  @Test
  void join_exampleOfTheConcepts_isAsDescribed() {
    CompiledView view =
        CompiledView.compile(
            Orders.project(
                Optional.of(Duration.ofHours(2)),
                feature("looks_1h", AggregateFunction.COUNT, "", "kind == 'look'", "1"),
                feature("spend_1h", AggregateFunction.SUM, "price", "", "1"),
                feature("average", AggregateFunction.MEAN, "price", "", "1"),
                feature("items", AggregateFunction.LAST_N, "item", "", "")),
            "activity");
    Table events =
        Orders.events(
            "10:00:10,7,look,1,",
            "10:20:00,7,buy,2,19.99",
            "10:40:00,7,buy,3,0.01",
            "11:00:00,7,look,4,");
    Table rows =
        Orders.rowsOfUser7("10:00:10", "11:00:00", "11:00:30", "11:01:00", "12:30:00", "13:00:01");

    Table joined = new PointInTimeJoin(view).join(events, rows);

    assertThat(values(joined, "activity.looks_1h")).containsExactly(0L, 1L, 2L, 1L, 0L, 0L);
    assertThat(values(joined, "activity.spend_1h"))
        .containsExactly(0.0, 20.0, 20.0, 20.0, 0.0, 0.0);
    assertThat(values(joined, "activity.average"))
        .containsExactly(null, 10.0, 10.0, 10.0, null, null);
    assertThat(values(joined, "activity.items"))
        .containsExactly(
            List.of(),
            List.of(3L, 2L, 1L),
            List.of(4L, 3L, 2L),
            List.of(4L, 3L, 2L),
            List.of(4L, 3L, 2L),
            List.of());
    assertThat(statuses(joined))
        .containsExactly(
            FeatureStatus.MISSING,
            FeatureStatus.PRESENT,
            FeatureStatus.PRESENT,
            FeatureStatus.PRESENT,
            FeatureStatus.PRESENT,
            FeatureStatus.EXPIRED);
  }

  /** The example of groups in docs/concepts.md. */
  @Test
  void join_moreGroupsThanAreKept_forgetsTheOldestHours() {
    CompiledView view =
        Orders.view(
            AggregateFeature.builder("of_kind_7d", AggregateFunction.COUNT)
                .window(Window.of(Duration.ofDays(7)))
                .by(new GroupBy("kind", "kind", 2))
                .build());
    Table events =
        Orders.events(
            "08:10:00,7,shoes,1,",
            "08:20:00,7,books,2,",
            "09:15:00,7,shoes,3,",
            "11:30:00,7,games,4,",
            "11:40:00,7,wine,5,",
            "11:50:00,7,tools,6,");
    Table rows =
        Orders.events(
            "11:00:00,7,shoes,,",
            "11:35:00,7,shoes,,",
            "11:35:00,7,books,,",
            "11:35:00,7,games,,",
            "11:45:00,7,shoes,,",
            "11:45:00,7,wine,,",
            "11:45:00,7,,,",
            "11:45:00,8,shoes,,",
            "12:00:00,7,shoes,,",
            "12:00:00,7,games,,",
            "12:00:00,7,wine,,",
            "12:00:00,7,tools,,");

    List<Object> counts =
        values(new PointInTimeJoin(view).join(events, rows), "activity.of_kind_7d");

    assertThat(counts.subList(0, 9)).containsExactly(2L, 1L, 0L, 1L, 0L, 1L, 0L, 0L, 0L);
    assertThat(counts.subList(9, 12)).containsExactlyInAnyOrder(0L, 1L, 1L);
  }

  @Test
  void join_moreGroupsInOneTileThanAreKept_keepsTheSmallestHashes() {
    CompiledView view =
        Orders.view(
            AggregateFeature.builder("of_item", AggregateFunction.COUNT)
                .by(new GroupBy("item", "item", 3))
                .build());
    Table events =
        Orders.events(
            LongStream.range(0, 10).mapToObj(i -> "10:00:00,7,," + i + ",").toArray(String[]::new));
    Table rows =
        Orders.events(
            LongStream.range(0, 10).mapToObj(i -> "11:00:00,7,," + i + ",").toArray(String[]::new));

    List<Object> counts = values(new PointInTimeJoin(view).join(events, rows), "activity.of_item");

    List<HashedKey> smallest =
        LongStream.range(0, 10).mapToObj(HashedKey::of).sorted().limit(3).toList();
    for (int item = 0; item < 10; item++) {
      assertThat(counts.get(item)).isEqualTo(smallest.contains(HashedKey.of(item)) ? 1L : 0L);
    }
  }

  @Test
  void join_rowWithoutAKey_isMissing() {
    CompiledView view = Orders.view(feature("n", AggregateFunction.COUNT, "", "", ""));
    Table events = Orders.events("10:00:00,,look,1,", "10:00:00,7,look,1,");
    Table rows = Orders.events("11:00:00,,,,", "11:00:00,7,,,");

    Table joined = new PointInTimeJoin(view).join(events, rows);

    assertThat(values(joined, "activity.n")).containsExactly(0L, 1L);
    assertThat(statuses(joined)).containsExactly(FeatureStatus.MISSING, FeatureStatus.PRESENT);
  }

  @Test
  void join_noEventsAndNoRows_isEmpty() {
    CompiledView view = Orders.view(feature("n", AggregateFunction.COUNT, "", "", "1"));

    assertThat(new PointInTimeJoin(view).join(Orders.events(), Orders.events()).rows()).isZero();
  }

  @Test
  void join_sumThatFitsAlthoughEarlierOnesDidNot_isExact() {
    String large = Long.toString(Long.MAX_VALUE);
    Table events =
        Orders.events("10:00:00,7,look," + large + ",", "13:00:00,7,look," + large + ",");
    CompiledView view = Orders.view(feature("sum", AggregateFunction.SUM, "item", "", "1"));

    Table joined = new PointInTimeJoin(view).join(events, Orders.rowsOfUser7("13:30:00"));

    assertThat(values(joined, "activity.sum")).containsExactly(Long.MAX_VALUE);
  }

  @Test
  void join_windowWhoseSumDoesNotFit_isRefusedNamingTheFeature() {
    String large = Long.toString(Long.MIN_VALUE);
    Table events = Orders.events("10:00:00,7,look," + large + ",", "10:00:01,7,look,-1,");
    CompiledView view = Orders.view(feature("sum", AggregateFunction.SUM, "item", "", "1"));

    assertThatThrownBy(() -> new PointInTimeJoin(view).join(events, Orders.rowsOfUser7("10:30:00")))
        .isInstanceOf(NumberOverflowException.class)
        .hasMessage("activity.sum: the sum of 2 events does not fit in 64 bits");
  }

  @Test
  void join_numberBeyondFixedPoint_isRefusedNamingTheFeature() {
    Table events = Orders.events("10:00:00,7,buy,1,1e20");
    CompiledView view = Orders.view(feature("spend", AggregateFunction.SUM, "price", "", "1"));

    assertThatThrownBy(() -> new PointInTimeJoin(view).join(events, Orders.rowsOfUser7("10:30:00")))
        .isInstanceOf(NumberOverflowException.class)
        .hasMessageStartingWith("activity.spend: found 1.0E20, allowed at scale 2: ");
  }

  private static List<Object> values(Table table, String column) {
    List<Object> values = new ArrayList<>();
    for (int row = 0; row < table.rows(); row++) {
      values.add(Cells.value(table.column(column), row));
    }
    return values;
  }

  private static List<FeatureStatus> statuses(Table table) {
    return values(table, "activity.__status").stream()
        .map(code -> FeatureStatus.ofCode((Long) code))
        .toList();
  }
}
