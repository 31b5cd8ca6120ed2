package dev.tandem.features.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.arrow.ArrowTables;
import dev.tandem.features.type.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TablePlacesProperties {
  /** A column of each kind of storage, some rows null. */
  private static Table table(List<Integer> numbers) {
    Table table =
        Table.allocate(
            List.of(
                new Field("whole", ValueType.INT64),
                new Field("real", ValueType.FLOAT64),
                new Field("text", ValueType.STRING),
                new Field("list", ValueType.INT64_LIST)),
            numbers.size());
    ListColumn lists = (ListColumn) table.column("list");
    for (int row = 0; row < numbers.size(); row++) {
      int number = numbers.get(row);
      if (number % 3 != 0) {
        table.longs("whole").set(row, number);
        table.strings("text").set(row, "text " + number % 5);
      }
      if (number % 4 != 0) {
        table.doubles("real").set(row, number / 7.0);
        int start = lists.set(row, number % 4);
        for (int i = 0; i < number % 4; i++) {
          ((LongColumn) lists.elements()).set(start + i, number + i);
        }
      }
    }
    return table;
  }

  @Property(tries = 100)
  void scatter_anyPlaces_isSelectByTheInverse(
      @ForAll @Size(max = 60) List<@IntRange(max = 50) Integer> numbers,
      @ForAll @IntRange(max = 5) int unused,
      @ForAll long seed) {
    int taking = Math.max(0, numbers.size() - unused);
    List<Integer> shuffled = new ArrayList<>(IntStream.range(0, taking).boxed().toList());
    Collections.shuffle(shuffled, new Random(seed));
    int[] places = shuffled.stream().mapToInt(Integer::intValue).toArray();
    int[] inverse = new int[taking];
    for (int row = 0; row < taking; row++) {
      inverse[places[row]] = row;
    }
    Table table = table(numbers);
    assertThat(ArrowTables.toBytes(table.scatter(places)))
        .isEqualTo(ArrowTables.toBytes(table.select(inverse)));
  }

  @Property(tries = 100)
  void range_anyEnds_isSelectOfItsRows(
      @ForAll @Size(max = 60) List<@IntRange(max = 50) Integer> numbers,
      @ForAll @IntRange(max = 60) int one,
      @ForAll @IntRange(max = 60) int other) {
    int from = Math.min(numbers.size(), Math.min(one, other));
    int end = Math.min(numbers.size(), Math.max(one, other));
    Table table = table(numbers);
    assertThat(ArrowTables.toBytes(table.range(from, end)))
        .isEqualTo(ArrowTables.toBytes(table.select(IntStream.range(from, end).toArray())));
  }
}
