package dev.tandem.features.transform;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.table.Column;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.vocabulary.Vocabulary;
import dev.tandem.features.vocabulary.VocabularyCounts;

/**
 * Counts the values of an input for its vocabulary; settings {@code min_count}, absent: 2, and
 * {@code overflow}, absent: 0.
 *
 * <p>Values that occur less than {@code min_count} times are not in the vocabulary, so that what
 * stands for unseen values, be it one embedding or some, is learnt as well.
 */
final class VocabularyStatistics {
  private final ValueType type;
  private final int minCount;
  private final int overflow;
  private final VocabularyCounts counts = new VocabularyCounts();

  private VocabularyStatistics(ValueType type, int minCount, int overflow) {
    this.type = type;
    this.minCount = minCount;
    this.overflow = overflow;
  }

  /** Counts of values of a type. */
  static VocabularyStatistics of(Input input, ValueType type) {
    return new VocabularyStatistics(
        type,
        InputSettings.atLeast(input, "min_count", 2, 1),
        InputSettings.atLeast(input, "overflow", 0, 0));
  }

  void add(Column column, int from, int count) {
    counts.add(column, from, count);
  }

  Vocabulary fit() {
    return type == ValueType.STRING
        ? counts.ofStrings(minCount, overflow)
        : counts.ofLongs(minCount, overflow);
  }
}
