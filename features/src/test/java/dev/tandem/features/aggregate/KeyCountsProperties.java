package dev.tandem.features.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class KeyCountsProperties {

  private static KeyCounts counts(Random random, int size) {
    List<Integer> keys = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      keys.add(i - 3);
    }
    Collections.shuffle(keys, random);
    KeyCounts counts = new KeyCounts();
    keys.forEach(key -> counts.add(key, 1 + random.nextInt(4)));
    return counts;
  }

  @Property(tries = 500)
  void keyOfRank_everyRank_isThatOfTheSortedOccurrences(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size) {
    KeyCounts counts = counts(new Random(seed), size);
    List<Long> occurrences = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      occurrences.addAll(Collections.nCopies((int) counts.count(i), counts.key(i)));
    }
    Collections.sort(occurrences);

    List<Long> found = new ArrayList<>();
    for (int rank = 0; rank < counts.total(); rank++) {
      found.add(counts.keyOfRank(rank));
    }

    assertThat(found).isEqualTo(occurrences);
  }

  @Property(tries = 500)
  void mostFrequent_anyLimit_areTheFirstByCountThenKey(
      @ForAll long seed,
      @ForAll @IntRange(max = 40) int size,
      @ForAll @IntRange(min = 1, max = 10) int limit) {
    KeyCounts counts = counts(new Random(seed), size);
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      numbers.add(i);
    }
    numbers.sort(
        Comparator.<Integer>comparingLong(i -> -counts.count(i)).thenComparingLong(counts::key));

    int[] best = Arrays.copyOf(counts.mostFrequent(limit), Math.min(limit, size));

    assertThat(best).containsExactly(numbers.stream().limit(limit).mapToInt(i -> i).toArray());
  }
}
