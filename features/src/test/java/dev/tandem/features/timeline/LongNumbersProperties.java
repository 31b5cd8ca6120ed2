package dev.tandem.features.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LongNumbersProperties {

  @Property
  void add_nearAndFarLongs_numbersThemByFirstAppearance(
      @ForAll @Size(max = 40) List<@IntRange(max = 30) Integer> steps,
      @ForAll long origin,
      @ForAll @IntRange(max = 60) int shift) {
    long[] keys = steps.stream().mapToLong(step -> origin + ((long) step << shift)).toArray();
    boolean[] known = new boolean[keys.length];
    Arrays.fill(known, true);

    LongNumbers numbers = LongNumbers.of(keys, known);

    List<Long> seen = LongStream.of(keys).distinct().boxed().toList();
    for (long key : keys) {
      assertThat(numbers.add(key)).isEqualTo(seen.indexOf(key));
    }
    assertThat(numbers.size()).isEqualTo(seen.size());
    for (long key : keys) {
      for (long near : new long[] {key - 1, key, key + 1, -key}) {
        assertThat(numbers.find(near)).as("%s", near).isEqualTo(seen.indexOf(near));
      }
    }
  }
}
