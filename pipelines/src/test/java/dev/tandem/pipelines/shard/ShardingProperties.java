package dev.tandem.pipelines.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ShardingProperties {
  @Property(tries = 200)
  void order_anyNumbers_isTheStableOrderOfTheLibrary(
      @ForAll @Size(max = 500) List<@IntRange(min = 0, max = 20) Integer> values) {
    int[] order = RowOrder.order(values.size(), (a, b) -> values.get(a) - values.get(b));
    assertThat(order)
        .containsExactly(
            IntStream.range(0, values.size())
                .boxed()
                .sorted(Comparator.comparing(values::get))
                .mapToInt(Integer::intValue)
                .toArray());
  }

  @Property(tries = 100)
  void split_anyRows_everyRowIsInItsShardOnceAndInOrder(
      @ForAll @Size(max = 300) List<String> keys, @ForAll @IntRange(min = 1, max = 9) int shards) {
    long[] numbers = IntStream.range(0, keys.size()).asLongStream().toArray();
    Table table =
        Table.builder(keys.size())
            .add("key", StringColumn.of(keys.toArray(String[]::new)))
            .add("row", LongColumn.of(ValueType.INT64, numbers))
            .build();
    int[] shardOf = ShardHash.byKeys(table, table.rows(), List.of("key"), shards);
    List<Long> seen = new ArrayList<>();
    Sharding.split(
        table,
        table.rows(),
        shardOf,
        shards,
        (shard, part) -> {
          long last = -1;
          for (int row = 0; row < part.rows(); row++) {
            long number = part.longs("row").value(row);
            assertThat(shardOf[(int) number]).isEqualTo(shard);
            assertThat(part.strings("key").value(row)).isEqualTo(keys.get((int) number));
            assertThat(number).isGreaterThan(last);
            last = number;
            seen.add(number);
          }
        });
    assertThat(seen).containsExactlyInAnyOrder(Arrays.stream(numbers).boxed().toArray(Long[]::new));
  }

  @Property(tries = 100)
  void byKeys_equalKeys_shareAShardInAnyTable(
      @ForAll @Size(min = 1, max = 20) List<String> others, @ForAll String key) {
    Table alone = Table.builder(1).add("key", StringColumn.of(key)).build();
    List<String> more = new ArrayList<>(others);
    more.add(key);
    Table among =
        Table.builder(more.size()).add("key", StringColumn.of(more.toArray(String[]::new))).build();
    assertThat(ShardHash.byKeys(among, among.rows(), List.of("key"), 64)[more.size() - 1])
        .isEqualTo(ShardHash.byKeys(alone, 1, List.of("key"), 64)[0]);
  }

  @Property(tries = 100)
  void byTime_anyRows_isOrderedByTimeAndSignedIdentity(
      @ForAll @Size(max = 100) List<@IntRange(min = -2, max = 2) Integer> values) {
    int rows = values.size() / 3;
    Table table = Table.allocate(EventColumns.FIELDS, rows);
    for (int row = 0; row < rows; row++) {
      table.longs(EventColumns.TIME).set(row, values.get(3 * row));
      table.longs(EventColumns.ID_HI).set(row, values.get(3 * row + 1));
      table.longs(EventColumns.ID_LO).set(row, values.get(3 * row + 2));
    }
    Table sorted = RowOrder.byTime(table);
    for (int row = 1; row < rows; row++) {
      assertThat(compare(sorted, row - 1, row)).isLessThanOrEqualTo(0);
    }
  }

  private static int compare(Table rows, int a, int b) {
    return Arrays.compare(cells(rows, a), cells(rows, b));
  }

  private static long[] cells(Table rows, int row) {
    return EventColumns.FIELDS.stream()
        .mapToLong(field -> rows.longs(field.name()).value(row))
        .toArray();
  }
}
