package dev.tandem.features.vocabulary;

import dev.tandem.features.hash.StableHash;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives each value an id in [0, {@link #entries()}). Immutable and thread-safe.
 *
 * <table>
 *   <caption>Ids of a vocabulary of n values with b overflow buckets</caption>
 *   <tr><td>0</td><td>null</td></tr>
 *   <tr><td>1</td><td>a value that is not in the vocabulary, if b is 0; else nothing</td></tr>
 *   <tr><td>2 + i, i in [0, n)</td><td>value i of the vocabulary</td></tr>
 *   <tr><td>2 + n + k, k in [0, b)</td><td>a value that is not in it and whose bucket is k</td></tr>
 * </table>
 *
 * <p>The bucket of a value is {@link StableHash#bucket}, so it is the number that the expression
 * {@code hash_bucket(value, b)} gives.
 */
public final class Vocabulary {
  /** The id of null. */
  public static final int NULL_ID = 0;

  /** The id of a value that is not in a vocabulary without overflow. */
  public static final int UNKNOWN_ID = 1;

  /** The id of the first value. */
  public static final int FIRST_ID = 2;

  private final LongIndex longs;
  private final List<String> strings;
  private final Map<String, Integer> idOf;
  private final int overflow;

  private Vocabulary(LongIndex longs, List<String> strings, int overflow) {
    this.longs = longs;
    this.strings = List.copyOf(strings);
    this.overflow = overflow;
    this.idOf = new HashMap<>(2 * strings.size());
    for (int i = 0; i < strings.size(); i++) {
      if (idOf.put(strings.get(i), FIRST_ID + i) != null) {
        throw new IllegalArgumentException("'" + strings.get(i) + "' stands twice in a vocabulary");
      }
    }
  }

  /**
   * A vocabulary of distinct strings.
   *
   * @param overflow the number of buckets for other strings; 0: they are all unknown
   */
  public static Vocabulary ofStrings(List<String> values, int overflow) {
    return new Vocabulary(LongIndex.of(new long[0]), values, overflow);
  }

  /**
   * A vocabulary of distinct whole numbers, or of truth values (1 or 0).
   *
   * @param overflow the number of buckets for other numbers; 0: they are all unknown
   */
  public static Vocabulary ofLongs(long[] values, int overflow) {
    return new Vocabulary(LongIndex.of(values), List.of(), overflow);
  }

  /** The values in order of ids, if they are strings; else empty. */
  public List<String> strings() {
    return strings;
  }

  /** A copy of the values in order of ids, unless they are strings; else empty. */
  public long[] longs() {
    return longs.values();
  }

  /** The number of buckets for values that are not in the vocabulary. */
  public int overflow() {
    return overflow;
  }

  /** The number of ids. */
  public int entries() {
    return overflowFrom() + overflow;
  }

  /** The first id of a bucket: one past the ids of values that were seen often enough. */
  public int overflowFrom() {
    return FIRST_ID + longs.size() + strings.size();
  }

  /**
   * Writes the ids of the rows {@code [from, from + count)} of a column to {@code ids[at]}, {@code
   * ids[at + stride]}, ... A value that is hashed is the only one for which something is allocated.
   *
   * @param column of strings if the vocabulary is, else of longs
   */
  // Hot path: runs once per row and input, in training and in serving.
  public void ids(Column column, int from, int count, long[] ids, int at, int stride) {
    if (column instanceof StringColumn values) {
      for (int i = 0; i < count; i++) {
        ids[at + i * stride] = id(values.value(from + i));
      }
    } else {
      LongColumn values = (LongColumn) column;
      for (int i = 0; i < count; i++) {
        boolean isNull = values.isNull(from + i);
        ids[at + i * stride] = isNull ? NULL_ID : id(values.value(from + i));
      }
    }
  }

  private int id(String value) {
    if (value == null) {
      return NULL_ID;
    }
    Integer id = idOf.get(value);
    if (id != null) {
      return id;
    }
    return overflow == 0 ? UNKNOWN_ID : overflowId(new StableHash().add(value));
  }

  private int id(long value) {
    int index = longs.find(value);
    if (index >= 0) {
      return FIRST_ID + index;
    }
    return overflow == 0 ? UNKNOWN_ID : overflowId(new StableHash().add(value));
  }

  private int overflowId(StableHash hash) {
    return overflowFrom() + (int) hash.bucket(overflow);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Vocabulary that
        && overflow == that.overflow
        && strings.equals(that.strings)
        && longs.equals(that.longs);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * overflow + strings.hashCode()) + longs.hashCode();
  }

  @Override
  public String toString() {
    return "vocabulary of " + entries() + " ids";
  }
}
