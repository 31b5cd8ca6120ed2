package dev.tandem.training.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TimeOrderProperties {
  /** Rows of few times and identities, so that there are ties of every kind. */
  private static Table table(int rows, long seed) {
    Random random = new Random(seed);
    Table table = Table.allocate(EventColumns.FIELDS, rows);
    for (int row = 0; row < rows; row++) {
      ((LongColumn) table.column(EventColumns.TIME)).set(row, random.nextInt(4) - 2);
      table.longs(EventColumns.ID_HI).set(row, random.nextInt(3) - 1);
      table.longs(EventColumns.ID_LO).set(row, random.nextInt(3) - 1);
    }
    return table;
  }

  private static List<Integer> sorted(Table table) {
    Comparator<Integer> earlier =
        Comparator.<Integer>comparingLong(table.longs(EventColumns.TIME)::value)
            .thenComparingLong(table.longs(EventColumns.ID_HI)::value)
            .thenComparingLong(table.longs(EventColumns.ID_LO)::value);
    return IntStream.range(0, table.rows()).boxed().sorted(earlier).toList();
  }

  private static StoredRows chunks(Table table, int chunkRows) {
    List<Table> chunks = new ArrayList<>();
    for (int from = 0; from < table.rows(); from += chunkRows) {
      chunks.add(table.range(from, Math.min(table.rows(), from + chunkRows)));
    }
    return StoredRows.of(chunks);
  }

  @Property(tries = 300)
  void place_isThatOfAStableSort(
      @ForAll @IntRange(min = 1, max = 40) int n,
      @ForAll @IntRange(min = 1, max = 12) int chunkRows,
      @ForAll long seed) {
    Table table = table(n, seed);
    long[] times = new long[n];
    TimeOrder order = TimeOrder.of(chunks(table, chunkRows), times);
    List<Integer> expected = sorted(table);
    for (int place = 0; place < n; place++) {
      assertThat(order.place(expected.get(place))).isEqualTo(place);
      assertThat(times[place]).isEqualTo(table.longs(EventColumns.TIME).value(expected.get(place)));
    }
  }

  @Property(tries = 100)
  void read_isARangeOfTheSortedRows(
      @ForAll @IntRange(min = 2, max = 40) int n,
      @ForAll @IntRange(min = 1, max = 12) int chunkRows,
      @ForAll long seed) {
    Table table = table(n, seed);
    StoredRows stored = chunks(table, chunkRows);
    TimeOrder order = TimeOrder.of(stored, new long[n]);
    List<Integer> expected = sorted(table).subList(n / 3, n - 1);
    Table found = order.read(stored, List.of(EventColumns.ID_LO), n / 3, n - 1);
    assertThat(found.rows()).isEqualTo(expected.size());
    for (int i = 0; i < found.rows(); i++) {
      assertThat(found.longs(EventColumns.ID_LO).value(i))
          .isEqualTo(table.longs(EventColumns.ID_LO).value(expected.get(i)));
    }
  }
}
