package dev.tandem.features.vocabulary;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts values for a {@link Vocabulary}, which holds those that occur often enough, the most
 * frequent first and equally frequent ones in their natural order. The order in which they are
 * added does not matter. Not thread-safe.
 */
public final class VocabularyCounts {
  private final Map<Long, int[]> longs = new HashMap<>();
  private final Map<String, int[]> strings = new HashMap<>();

  /** No value yet. */
  public VocabularyCounts() {}

  /** Adds the rows {@code [from, from + count)} of a column, but for nulls. */
  public void add(Column column, int from, int count) {
    for (int row = from; row < from + count; row++) {
      if (column.isNull(row)) {
        continue;
      }
      if (column instanceof StringColumn values) {
        strings.computeIfAbsent(values.value(row), v -> new int[1])[0]++;
      } else {
        longs.computeIfAbsent(((LongColumn) column).value(row), v -> new int[1])[0]++;
      }
    }
  }

  /** The vocabulary of the strings that occur at least {@code minCount} times. */
  public Vocabulary ofStrings(int minCount, int overflow) {
    return Vocabulary.ofStrings(frequent(strings, minCount), overflow);
  }

  /** The vocabulary of the whole numbers that occur at least {@code minCount} times. */
  public Vocabulary ofLongs(int minCount, int overflow) {
    return Vocabulary.ofLongs(
        frequent(longs, minCount).stream().mapToLong(Long::longValue).toArray(), overflow);
  }

  private static <T extends Comparable<T>> List<T> frequent(Map<T, int[]> counts, int minCount) {
    return counts.entrySet().stream()
        .filter(e -> e.getValue()[0] >= minCount)
        .sorted(
            Comparator.<Map.Entry<T, int[]>>comparingInt(e -> -e.getValue()[0])
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }
}
