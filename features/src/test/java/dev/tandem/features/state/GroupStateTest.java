package dev.tandem.features.state;

import static dev.tandem.features.oracle.Orders.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.AggregateFunction;
import dev.tandem.features.declaration.GroupBy;
import dev.tandem.features.declaration.Window;
import dev.tandem.features.oracle.Cells;
import dev.tandem.features.oracle.Orders;
import dev.tandem.features.store.StateBatch;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.view.FeatureStatus;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupStateTest {
  private static final long CUT = millis("12:00:00");
  private static final Field KIND = new Field("kind", ValueType.STRING);
  private static final CompiledView BY_KIND =
      Orders.view(
          AggregateFeature.builder("events_1h", AggregateFunction.COUNT)
              .window(Window.of(Duration.ofHours(1)))
              .by(new GroupBy("kind", "kind", 2))
              .build(),
          AggregateFeature.builder("last_item", AggregateFunction.LAST)
              .field(new Field("item", ValueType.INT64))
              .by(new GroupBy("kind", "kind", 2))
              .build(),
          AggregateFeature.builder("events", AggregateFunction.COUNT).build());
  private static final CompiledView BY_ITEM =
      Orders.view(
          AggregateFeature.builder("spend", AggregateFunction.SUM)
              .field(new Field("price", ValueType.FLOAT64))
              .scale(2)
              .window(Window.of(Duration.ofDays(7)))
              .by(new GroupBy("item", "candidate", 1_000))
              .build());

  private static Table events() {
    return Orders.events(
        "11:10:00,7,look,1,",
        "11:20:00,7,buy,2,",
        "11:30:00,7,look,3,",
        "11:40:00,7,,4,",
        "11:50:00,7,buy,,");
  }

  private static byte[] state(CompiledView view, Table events) {
    return States.fold(view, events, CUT).get(List.of(7L));
  }

  private static List<Object> read(byte[] state, String time, String kind) {
    GroupReader reader = new GroupReader(BY_KIND, KIND);
    Column[] out =
        reader.features().stream().map(f -> Column.allocate(f.type(), 1)).toArray(Column[]::new);
    States.readGroup(reader, state, millis(time), StringColumn.of(kind), 0, out, 0, null);
    return Arrays.asList(Cells.value(out[0], 0), Cells.value(out[1], 0));
  }

  @Test
  void read_eachGroup_hasItsOwnEvents() {
    byte[] state = state(BY_KIND, events());

    assertThat(read(state, "12:00:00", "look")).containsExactly(2L, 3L);
    assertThat(read(state, "12:15:00", "look")).containsExactly(1L, 3L);
    assertThat(read(state, "12:15:00", "buy")).containsExactly(2L, 2L);
  }

  @Test
  void read_noSuchGroupOrNoKey_isWhatTheAggregateSaysOfNoEvents() {
    byte[] state = state(BY_KIND, events());

    assertThat(read(state, "12:00:00", "wish")).containsExactly(0L, null);
    assertThat(read(state, "12:00:00", null)).containsExactly(0L, null);
    assertThat(read(null, "12:00:00", "look")).containsExactly(0L, null);
  }

  @Test
  void read_statuses_areThoseOfTheValues() {
    GroupReader reader = new GroupReader(BY_KIND, KIND);
    Column[] out =
        reader.features().stream().map(f -> Column.allocate(f.type(), 1)).toArray(Column[]::new);
    FeatureStatus[] statuses = new FeatureStatus[2];
    byte[] state = state(BY_KIND, events());

    assertThat(States.readGroup(reader, state, CUT, StringColumn.of("wish"), 0, out, 0, statuses))
        .isEqualTo(FeatureStatus.PRESENT);
    assertThat(statuses).containsExactly(FeatureStatus.PRESENT, FeatureStatus.NULL);
    assertThat(States.readGroup(reader, null, CUT, StringColumn.of("look"), 0, out, 0, statuses))
        .isEqualTo(FeatureStatus.MISSING);
    assertThat(statuses).containsExactly(FeatureStatus.MISSING, FeatureStatus.MISSING);
  }

  @Test
  void fold_bytesOfAnExample_areThese() {
    assertThat(HexFormat.of().formatHex(state(BY_KIND, events())))
        .isEqualTo(
            // The cut, the format, the layout's fingerprint, the age of the newest event.
            "0000019ca9450a00"
                + "01"
                + "f50ac05c"
                + "bfcf24"
                // 25 bytes: two groups, nothing forgotten; buy, 9 tiles old, with two tiles of one
                // event each; look, 29 tiles old, with the same.
                + "19"
                + "02"
                + "00"
                + "03627579"
                + "09"
                + "05"
                + "0a011e0100"
                + "046c6f6f6b"
                + "1d"
                + "05"
                + "1e01140100"
                // 58 bytes: two groups in the one tile there is; the newest item of each.
                + "3a"
                + "02"
                + "00"
                + "03627579"
                + "00"
                + "16"
                + "80be9201"
                + "0000000000000000"
                + "0000000000000001"
                + "04"
                + "00"
                + "046c6f6f6b"
                + "00"
                + "15"
                + "c0ee6d"
                + "0000000000000000"
                + "0000000000000002"
                + "06"
                + "00"
                // All five events in the one tile of the entity itself.
                + "01"
                + "05"
                + "00");
  }

  @Test
  void fold_tenThousandGroups_keepsAsManyAsTheBoundInFewBytes() {
    String[] lines =
        IntStream.range(0, 10_000)
            .mapToObj(i -> String.format("11:%02d:%02d,7,buy,%d,1.25", i % 60, i % 47, i))
            .toArray(String[]::new);
    Table events = Orders.events(lines);
    byte[] state = state(BY_ITEM, events);

    // All of them lie in one tile, which keeps those with the smallest hashes.
    assertThat(found(state)).hasSize(1_000);
    assertThat(state.length).isLessThan(10_000);
    int[] even = IntStream.range(0, 5_000).map(i -> 2 * i).toArray();
    int[] odd = IntStream.range(0, 5_000).map(i -> 2 * i + 1).toArray();
    Map<List<Object>, byte[]> merged =
        States.merge(
            BY_ITEM,
            States.fold(BY_ITEM, events.select(even), CUT),
            States.fold(BY_ITEM, events.select(odd), CUT));
    assertThat(merged.get(List.of(7L))).isEqualTo(state);
  }

  private static long[] found(byte[] state) {
    GroupReader reader = new GroupReader(BY_ITEM, new Field("candidate", ValueType.INT64));
    Column[] out = {Column.allocate(ValueType.FLOAT64, 10_000)};
    StateBatch batch = new StateBatch();
    batch.add(new byte[] {0});
    batch.put(0, state);
    reader.decoder().decode(batch, 0, new Candidates(), CUT, out);
    return IntStream.range(0, 10_000)
        .filter(row -> Cells.value(out[0], row).equals(1.25))
        .asLongStream()
        .toArray();
  }

  /** Ten thousand groups of one entity. */
  private static final class Candidates implements WantedGroups {
    private final LongColumn keys =
        LongColumn.of(ValueType.INT64, IntStream.range(0, 10_000).asLongStream().toArray());

    @Override
    public int count() {
      return keys.size();
    }

    @Override
    public int entity(int group) {
      return 0;
    }

    @Override
    public Column keys() {
      return keys;
    }

    @Override
    public int keyRow(int group) {
      return group;
    }
  }

  @Test
  void read_groupsCutShort_areCorrupt() {
    byte[] state = state(BY_KIND, events());
    GroupReader reader = new GroupReader(BY_KIND, KIND);
    byte[] damaged = state.clone();
    // The number of bytes of the first groups follows a header of 8 + 1 + 4 + 3 bytes.
    damaged[16]--;

    assertThatThrownBy(
            () ->
                States.readGroup(
                    reader, damaged, CUT, StringColumn.of("buy"), 0, new Column[0], 0, null))
        .isInstanceOf(CorruptStateException.class);
  }
}
