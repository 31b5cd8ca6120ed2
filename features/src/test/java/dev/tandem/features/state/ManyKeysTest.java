package dev.tandem.features.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.AggregateFunction;
import dev.tandem.features.declaration.Window;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.oracle.Cells;
import dev.tandem.features.oracle.Orders;
import dev.tandem.features.pointintime.PointInTimeJoin;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledView;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One entity with far more different values than a state may grow by. */
class ManyKeysTest {
  private static final int KEYS = 300_000;
  private static final long CUT = 24L * 3_600_000;
  private static final Field ITEM = Orders.FIELDS.get(2);
  private static final CompiledView VIEW =
      Orders.view(
          top("ever").build(),
          top("today").window(Window.of(Duration.ofDays(1))).build(),
          AggregateFeature.builder("distinct_ever", AggregateFunction.APPROX_COUNT_DISTINCT)
              .field(ITEM)
              .build(),
          AggregateFeature.builder("distinct_1h", AggregateFunction.APPROX_COUNT_DISTINCT)
              .field(ITEM)
              .window(Window.of(Duration.ofHours(1)))
              .build());

  private static AggregateFeature.Builder top(String name) {
    return AggregateFeature.builder(name, AggregateFunction.TOP_K).field(ITEM).limit(3);
  }

  /** Each item once in the course of a day, and item 0 again at the end. */
  private static Table events() {
    List<Field> fields =
        Stream.concat(EventColumns.FIELDS.stream(), Orders.FIELDS.stream()).toList();
    Table table = Table.allocate(fields, KEYS + 1);
    for (int row = 0; row <= KEYS; row++) {
      table.longs(EventColumns.TIME).set(row, Math.min(row * CUT / KEYS, CUT - 1));
      table.longs(EventColumns.ID_HI).set(row, 0);
      table.longs(EventColumns.ID_LO).set(row, row);
      table.longs("user").set(row, 7);
      table.longs("item").set(row, row % KEYS);
    }
    return table;
  }

  private static Object offline(Table joined, String feature, int row) {
    return Cells.value(joined.column("activity." + feature), row);
  }

  @Test
  void fold_manyKeys_isSmallAndWhatTheJoinFinds() {
    Table events = events();
    byte[] state = States.fold(VIEW, events, CUT).get(List.of(7L));
    Table row = events.select(new int[] {KEYS});
    row.longs(EventColumns.TIME).set(0, CUT);

    Table online = Table.allocate(VIEW.features(), 1);
    Column[] out =
        VIEW.features().stream().map(f -> online.column(f.name())).toArray(Column[]::new);
    new StateReader(VIEW).read(state, CUT, out, 0);
    Table joined = new PointInTimeJoin(VIEW).join(events, row);

    for (Field feature : VIEW.features()) {
      assertThat(Cells.value(online.column(feature.name()), 0))
          .as(feature.name())
          .isEqualTo(Cells.value(joined.column(feature.name()), 0));
    }
    assertThat((Long) offline(joined, "distinct_ever", 0)).isBetween(285_000L, 315_000L);
    assertThat((Long) offline(joined, "distinct_1h", 0)).isBetween(11_800L, 13_200L);
    // Twice 1000 counts, and at most some ranks for each of 4096 registers.
    assertThat(state.length).isLessThan(80_000);
  }
}
