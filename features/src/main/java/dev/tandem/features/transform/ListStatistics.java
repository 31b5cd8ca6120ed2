package dev.tandem.features.transform;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.transform.ListTransform.Pooling;
import java.util.Optional;

/**
 * Counts the elements that a {@link ListTransform} will read, the first {@code length} of each
 * list; settings {@code length}, absent: 50, {@code pooling}, absent: mean, {@code dimension} and
 * those of {@link VocabularyStatistics}.
 */
final class ListStatistics implements InputStatistics {
  private final Field feature;
  private final int dimension;
  private final int length;
  private final Pooling pooling;
  private final VocabularyStatistics elements;

  private ListStatistics(
      Field feature, int dimension, int length, Pooling pooling, VocabularyStatistics elements) {
    this.feature = feature;
    this.dimension = dimension;
    this.length = length;
    this.pooling = pooling;
    this.elements = elements;
  }

  static ListStatistics of(Input input, Field feature) {
    return new ListStatistics(
        feature,
        InputSettings.dimension(input),
        InputSettings.length(input),
        InputSettings.pooling(input),
        VocabularyStatistics.of(input, feature.type().element()));
  }

  @Override
  public void add(Column column, int[] rows) {
    ListColumn lists = (ListColumn) column;
    for (int row : rows) {
      elements.add(lists.elements(), lists.start(row), Math.min(lists.length(row), length));
    }
  }

  @Override
  public ListTransform fit() {
    return new ListTransform(feature, elements.fit(), dimension, Optional.empty(), length, pooling);
  }
}
