package dev.tandem.features.transform;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.vocabulary.Vocabulary;
import java.util.List;
import java.util.Optional;

/**
 * A value looked up in a {@link Vocabulary}.
 *
 * @param feature of type {@link ValueType#STRING}, {@link ValueType#INT64} or {@link
 *     ValueType#BOOL}, as the vocabulary is
 * @param dimension width of the embedding, at least 1
 */
public record CategoricalTransform(
    Field feature, Vocabulary vocabulary, int dimension, Optional<String> tableOf)
    implements VocabularyTransform {

  /** An input with a table of its own and a vocabulary of strings. */
  public static CategoricalTransform ofStrings(
      Field feature, List<String> vocabulary, int dimension) {
    return new CategoricalTransform(
        feature, Vocabulary.ofStrings(vocabulary, 0), dimension, Optional.empty());
  }

  /** An input with a table of its own and a vocabulary of whole numbers or truth values. */
  public static CategoricalTransform ofLongs(Field feature, long[] vocabulary, int dimension) {
    return new CategoricalTransform(
        feature, Vocabulary.ofLongs(vocabulary, 0), dimension, Optional.empty());
  }

  @Override
  public int idWidth() {
    return 1;
  }

  @Override
  public void apply(Column column, int rows, long[] ids, int offset, int stride) {
    vocabulary.ids(column, 0, rows, ids, offset, stride);
  }
}
