package dev.tandem.features.transform;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import java.util.Optional;

/**
 * Counts values for a {@link CategoricalTransform}; settings {@code dimension} and those of {@link
 * VocabularyStatistics}.
 */
final class CategoricalStatistics implements InputStatistics {
  private final Field feature;
  private final int dimension;
  private final VocabularyStatistics values;

  private CategoricalStatistics(Field feature, int dimension, VocabularyStatistics values) {
    this.feature = feature;
    this.dimension = dimension;
    this.values = values;
  }

  static CategoricalStatistics of(Input input, Field feature) {
    return new CategoricalStatistics(
        feature, InputSettings.dimension(input), VocabularyStatistics.of(input, feature.type()));
  }

  @Override
  public void add(Column column, int[] rows) {
    for (int row : rows) {
      values.add(column, row, 1);
    }
  }

  @Override
  public CategoricalTransform fit() {
    return new CategoricalTransform(feature, values.fit(), dimension, Optional.empty());
  }
}
