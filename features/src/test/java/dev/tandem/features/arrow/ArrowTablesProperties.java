package dev.tandem.features.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.table.RandomTables;
import dev.tandem.features.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ArrowTablesProperties {

  @Property(tries = 200)
  void toBytes_everyType_isReadBackAsItWas(
      @ForAll long seed,
      @ForAll @IntRange(max = 200) int rows,
      @ForAll @IntRange(min = 1, max = 300) int distinct) {
    Table table = RandomTables.everyType(rows, distinct, new Random(seed));

    Table read = ArrowTables.fromBytes(ArrowTables.toBytes(table));

    assertThat(read.fields()).isEqualTo(table.fields());
    assertThat(RandomTables.values(read)).isEqualTo(RandomTables.values(table));
  }

  @Property(tries = 100)
  void toBytes_equalTablesBuiltDifferently_giveEqualBytes(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 100) int rows,
      @ForAll @IntRange(min = 1, max = 100) int distinct) {
    Table table = RandomTables.everyType(rows, distinct, new Random(seed));

    int[] backwards = IntStream.range(0, rows).map(i -> rows - 1 - i).toArray();
    Table twiceReversed = table.select(backwards).select(backwards);

    assertThat(ArrowTables.toBytes(twiceReversed)).isEqualTo(ArrowTables.toBytes(table));
  }

  @Property(tries = 100)
  void fromBytes_cutAnywhere_isRefusedOrWhole(
      @ForAll long seed, @ForAll @IntRange(max = 100) int percent) {
    Table table = RandomTables.everyType(20, 10, new Random(seed));
    byte[] whole = ArrowTables.toBytes(table);
    byte[] cut = Arrays.copyOf(whole, (whole.length - 16) * percent / 101);

    assertThatThrownBy(() -> ArrowTables.fromBytes(cut))
        .isInstanceOf(InvalidArrowException.class)
        .hasMessageContaining("Arrow stream");
  }

  @Property(tries = 100)
  void concat_ofParts_equalsTheWhole(
      @ForAll long seed,
      @ForAll @IntRange(max = 100) int rows,
      @ForAll @IntRange(max = 100) int cut) {
    Table table = RandomTables.everyType(rows, 20, new Random(seed));
    int middle = Math.min(cut, rows);
    Table head = table.select(IntStream.range(0, middle).toArray());
    Table tail = table.select(IntStream.range(middle, rows).toArray());

    assertThat(ArrowTables.toBytes(Table.concat(List.of(head, tail))))
        .isEqualTo(ArrowTables.toBytes(table));
  }
}
