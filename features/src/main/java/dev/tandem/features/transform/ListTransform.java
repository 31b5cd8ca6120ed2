package dev.tandem.features.transform;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.vocabulary.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The elements of a list looked up in a {@link Vocabulary}, to be embedded and pooled into one
 * vector. An empty list and null have no ids but {@link #NULL_ID} and are pooled into zeros.
 *
 * @param feature a list of int64 or of strings
 * @param dimension width of the embedding, at least 1
 * @param length the most elements that are read, the first ones: the newest, where the feature
 *     lists the newest first
 */
public record ListTransform(
    Field feature,
    Vocabulary vocabulary,
    int dimension,
    Optional<String> tableOf,
    int length,
    Pooling pooling)
    implements VocabularyTransform {

  /** How the embeddings of a list become one vector. */
  public enum Pooling {
    /** Their mean. */
    MEAN,
    /** Their sum. */
    SUM,
    /** The largest number in each place. */
    MAX;

    /** The name used in declarations, for example {@code mean}. */
    public String declaredName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The pooling with this declared name, or empty. */
    public static Optional<Pooling> parse(String declaredName) {
      return Arrays.stream(values()).filter(p -> p.declaredName().equals(declaredName)).findFirst();
    }

    static List<String> declaredNames() {
      return Arrays.stream(values()).map(Pooling::declaredName).toList();
    }
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
