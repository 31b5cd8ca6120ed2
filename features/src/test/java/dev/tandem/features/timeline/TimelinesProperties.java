package dev.tandem.features.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TimelinesProperties {

  @Property
  void of_anyTable_isSortedByEntityTimeAndIdentity(
      @ForAll @Size(max = 200) List<@IntRange(min = -3, max = 3) Integer> times,
      @ForAll long factor,
      @ForAll long seed) {
    Random random = new Random(seed);
    long[] time = times.stream().mapToLong(t -> t * (factor >> 2)).toArray();
    long[] high = random.longs(time.length, 0, 2).toArray();
    int[] entities = random.ints(time.length, -1, 4).toArray();
    Table table =
        Table.builder(time.length)
            .add(EventColumns.TIME, LongColumn.of(ValueType.TIMESTAMP, time))
            .add(EventColumns.ID_HI, LongColumn.of(ValueType.INT64, high))
            .add(
                EventColumns.ID_LO,
                LongColumn.of(
                    ValueType.INT64, IntStream.range(0, time.length).asLongStream().toArray()))
            .build();

    Timelines timelines = Timelines.of(table, entities, 4);

    List<Integer> wanted =
        IntStream.range(0, time.length)
            .boxed()
            .filter(row -> entities[row] >= 0)
            .sorted(
                Comparator.<Integer>comparingInt(row -> entities[row])
                    .thenComparingLong(row -> time[row])
                    .thenComparingLong(row -> high[row]))
            .toList();
    assertThat(Arrays.stream(timelines.rows()).boxed().toList()).isEqualTo(wanted);
    for (int position = 0; position < timelines.size(); position++) {
      assertThat(timelines.times()[position]).isEqualTo(time[wanted.get(position)]);
    }
  }

  @Property
  void of_anyKeys_numbersEqualKeysEqually(
      @ForAll @Size(max = 60) List<Long> first, @ForAll long second, @ForAll long seed) {
    Random random = new Random(seed);
    long[] a =
        first.stream().mapToLong(v -> random.nextBoolean() ? v : random.nextInt(3)).toArray();
    long[] b =
        first.stream().mapToLong(v -> random.nextBoolean() ? second : random.nextInt(2)).toArray();
    List<Field> keys = List.of(new Field("a", ValueType.INT64), new Field("b", ValueType.INT64));
    Table base =
        Table.builder(a.length)
            .add("a", LongColumn.of(ValueType.INT64, a))
            .add("b", LongColumn.of(ValueType.INT64, b))
            .build();
    int[] reversed = IntStream.range(0, a.length).map(i -> a.length - 1 - i).toArray();

    EntityIds ids = new EntityIds(base, keys);

    List<List<Long>> seen = new ArrayList<>();
    int[] found = ids.of(base.select(reversed));
    for (int row = 0; row < a.length; row++) {
      List<Long> key = List.of(a[row], b[row]);
      if (!seen.contains(key)) {
        seen.add(key);
      }
      assertThat(ids.ofBase()[row]).isEqualTo(seen.indexOf(key));
      assertThat(found[a.length - 1 - row]).isEqualTo(seen.indexOf(key));
    }
    assertThat(ids.size()).isEqualTo(seen.size());
  }

  @Example
  void of_keysAcrossAll64Bits_areTold() {
    List<Field> keys = List.of(new Field("a", ValueType.INT64), new Field("b", ValueType.INT64));
    long[] a = {Long.MIN_VALUE, Long.MAX_VALUE, 0};
    long[] b = {0, 0, 0};
    Table base =
        Table.builder(3)
            .add("a", LongColumn.of(ValueType.INT64, a))
            .add("b", LongColumn.of(ValueType.INT64, b))
            .build();
    Table other =
        Table.builder(3)
            .add("a", LongColumn.of(ValueType.INT64, new long[] {0, 1, Long.MAX_VALUE}))
            .add("b", LongColumn.of(ValueType.INT64, new long[] {0, 0, 1}))
            .build();

    assertThat(new EntityIds(base, keys).of(other)).containsExactly(2, -1, -1);
  }
}
