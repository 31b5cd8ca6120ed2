package dev.tandem.infra.audit;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A bin for each of the training set's twenty most frequent values, and one for the rest. */
final class CategoryBins implements FeatureBins {
  private static final int MOST = 20;
  private static final int REST = NULL + 1;

  private final Map<String, Integer> bins;
  private final Set<String> known;

  private CategoryBins(Map<String, Integer> bins, Set<String> known) {
    this.bins = bins;
    this.known = known;
  }

  static CategoryBins of(Column training) {
    Map<String, Long> counts = new HashMap<>();
    for (int row = 0; row < training.size(); row++) {
      if (!training.isNull(row)) {
        counts.merge(text(training, row), 1L, Long::sum);
      }
    }
    List<String> frequent =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(MOST)
            .map(Map.Entry::getKey)
            .toList();
    Map<String, Integer> bins = new HashMap<>();
    frequent.forEach(value -> bins.put(value, REST + 1 + bins.size()));
    return new CategoryBins(bins, Set.copyOf(counts.keySet()));
  }

  @Override
  public int count() {
    return REST + 1 + bins.size();
  }

  @Override
  public int bin(Column column, int row) {
    return column.isNull(row) ? NULL : bins.getOrDefault(text(column, row), REST);
  }

  @Override
  public boolean isOutside(Column column, int row) {
    return !known.contains(text(column, row));
  }

  private static String text(Column column, int row) {
    return column instanceof StringColumn strings
        ? strings.value(row)
        : Long.toString(((LongColumn) column).value(row));
  }
}
