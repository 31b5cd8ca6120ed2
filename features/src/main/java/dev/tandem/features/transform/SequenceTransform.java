package dev.tandem.features.transform;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.vocabulary.Vocabulary;
import java.util.Optional;

/**
 * The elements of a list, looked up in the vocabulary and embedded by the table of a target, such
 * as the candidate item, for an encoder that reads them in their order.
 *
 * @param feature a list of int64 or of strings, newest first
 * @param target the feature of the categorical input whose vocabulary and table this one uses
 * @param table the feature whose input owns that table: the target, or what the target shares with
 * @param dimension width of the embedding
 * @param length the most elements that are read, the first ones
 */
public record SequenceTransform(
    Field feature,
    String target,
    String table,
    Vocabulary vocabulary,
    int dimension,
    int length,
    SequenceEncoder encoder)
    implements VocabularyTransform {

  /** A sequence beside its target. */
  public static SequenceTransform of(
      Field feature, CategoricalTransform target, int length, SequenceEncoder encoder) {
    String name = target.feature().name();
    return new SequenceTransform(
        feature,
        name,
        target.tableOf().orElse(name),
        target.vocabulary(),
        target.dimension(),
        length,
        encoder);
  }

  @Override
  public Optional<String> tableOf() {
    return Optional.of(table);
  }

  @Override
  public int idWidth() {
    return length;
  }

  @Override
  public void apply(Column column, int rows, long[] ids, int offset, int stride) {
    ListIds.write(vocabulary, column, length, rows, ids, offset, stride);
  }
}
