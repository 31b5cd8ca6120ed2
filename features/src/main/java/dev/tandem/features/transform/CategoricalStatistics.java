package dev.tandem.features.transform;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.type.ValueType;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts values for a {@link CategoricalTransform}; settings {@code dimension}, absent: 8, and
 * {@code min_count}, absent: 2.
 *
 * <p>The vocabulary holds the values that occur at least {@code min_count} times, the most frequent
 * first and equally frequent ones in their natural order. The rarer ones are the unknown value, so
 * that its embedding is learnt as well.
 */
final class CategoricalStatistics implements InputStatistics {
  private final Field feature;
  private final int dimension;
  private final int minCount;
  private final Map<Long, int[]> longCounts = new HashMap<>();
  private final Map<String, int[]> stringCounts = new HashMap<>();

  private CategoricalStatistics(Field feature, int dimension, int minCount) {
    this.feature = feature;
    this.dimension = dimension;
    this.minCount = minCount;
  }

  static CategoricalStatistics of(Input input, Field feature) {
    InputSettings.requireKnown(input, "dimension", "min_count");
    return new CategoricalStatistics(
        feature, InputSettings.dimension(input), InputSettings.atLeast(input, "min_count", 2, 1));
  }

  @Override
  public void add(Column column, int[] rows) {
    for (int row : rows) {
      if (column.isNull(row)) {
        continue;
      }
      if (column instanceof StringColumn strings) {
        stringCounts.computeIfAbsent(strings.value(row), v -> new int[1])[0]++;
      } else {
        longCounts.computeIfAbsent(((LongColumn) column).value(row), v -> new int[1])[0]++;
      }
    }
  }

  @Override
  public CategoricalTransform fit() {
    return feature.type() == ValueType.STRING
        ? CategoricalTransform.ofStrings(feature, vocabulary(stringCounts), dimension)
        : CategoricalTransform.ofLongs(
            feature,
            vocabulary(longCounts).stream().mapToLong(Long::longValue).toArray(),
            dimension);
  }

  private <T extends Comparable<T>> List<T> vocabulary(Map<T, int[]> counts) {
    return counts.entrySet().stream()
        .filter(e -> e.getValue()[0] >= minCount)
        .sorted(
            Comparator.<Map.Entry<T, int[]>>comparingInt(e -> -e.getValue()[0])
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }
}
