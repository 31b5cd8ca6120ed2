package dev.tandem.features.transform;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.type.ValueType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A value looked up in a vocabulary: id 0 is null, id 1 is a value that is not in the vocabulary,
 * id {@code 2 + i} is the vocabulary's entry {@code i}.
 */
public final class CategoricalTransform implements EmbeddedTransform {
  /** The id of a value that is not in the vocabulary. */
  public static final int UNKNOWN_ID = 1;

  /** The id of the vocabulary's first entry. */
  static final int FIRST_ID = 2;

  private final Field feature;
  private final int dimension;
  private final LongIndex longs;
  private final List<String> strings;
  private final Map<String, Integer> idOf;

  private CategoricalTransform(
      Field feature, int dimension, LongIndex longs, List<String> strings) {
    this.feature = feature;
    this.dimension = dimension;
    this.longs = longs;
    this.strings = List.copyOf(strings);
    this.idOf = new HashMap<>(2 * strings.size());
    for (int i = 0; i < strings.size(); i++) {
      if (idOf.put(strings.get(i), FIRST_ID + i) != null) {
        throw new IllegalArgumentException(
            "'" + strings.get(i) + "' stands twice in the vocabulary of '" + feature.name() + "'");
      }
    }
  }

  /**
   * A vocabulary of strings.
   *
   * @param feature of type {@link ValueType#STRING}
   * @param dimension width of the embedding, at least 1
   */
  public static CategoricalTransform ofStrings(
      Field feature, List<String> vocabulary, int dimension) {
    return new CategoricalTransform(feature, dimension, LongIndex.of(new long[0]), vocabulary);
  }

  /**
   * A vocabulary of whole numbers or of truth values (1 or 0).
   *
   * @param feature of type {@link ValueType#INT64} or {@link ValueType#BOOL}
   * @param dimension width of the embedding, at least 1
   */
  public static CategoricalTransform ofLongs(Field feature, long[] vocabulary, int dimension) {
    return new CategoricalTransform(feature, dimension, LongIndex.of(vocabulary), List.of());
  }

  @Override
  public Field feature() {
    return feature;
  }

  /** The vocabulary in order of ids, if the feature is a string; else empty. */
  public List<String> strings() {
    return strings;
  }

  /** A copy of the vocabulary in order of ids, unless the feature is a string; else empty. */
  public long[] longs() {
    return longs.values();
  }

  @Override
  public int entries() {
    return FIRST_ID + longs.size() + strings.size();
  }

  @Override
  public int dimension() {
    return dimension;
  }

  // Hot path: runs once per row and input, in training and in serving.
  @Override
  public void apply(Column column, int rows, long[] ids, int offset, int stride) {
    if (column instanceof StringColumn values) {
      for (int row = 0, at = offset; row < rows; row++, at += stride) {
        ids[at] = id(values.value(row));
      }
    } else {
      LongColumn values = (LongColumn) column;
      for (int row = 0, at = offset; row < rows; row++, at += stride) {
        ids[at] = values.isNull(row) ? NULL_ID : id(values.value(row));
      }
    }
  }

  private int id(String value) {
    if (value == null) {
      return NULL_ID;
    }
    Integer id = idOf.get(value);
    return id == null ? UNKNOWN_ID : id;
  }

  private int id(long value) {
    int index = longs.find(value);
    return index < 0 ? UNKNOWN_ID : FIRST_ID + index;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CategoricalTransform that
        && feature.equals(that.feature)
        && dimension == that.dimension
        && strings.equals(that.strings)
        && longs.equals(that.longs);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * feature.hashCode() + strings.hashCode()) + longs.hashCode();
  }

  @Override
  public String toString() {
    return "categorical " + feature.name() + " of " + entries() + " entries";
  }
}
