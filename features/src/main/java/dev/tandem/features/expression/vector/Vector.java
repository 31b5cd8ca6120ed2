package dev.tandem.features.expression.vector;

import dev.tandem.features.hash.StableHash;
import dev.tandem.features.type.ValueType;

/**
 * The values of one operation for one batch of rows, in the array that its type uses; the others
 * are empty. Of lists it holds only which are null. Values at null rows mean nothing.
 */
public final class Vector {
  private static final long[] NO_LONGS = {};
  private static final double[] NO_DOUBLES = {};
  private static final String[] NO_STRINGS = {};

  final long[] longs;
  final double[] doubles;
  final String[] strings;
  final boolean[] nulls;

  Vector(ValueType type, int capacity) {
    this.longs = isLong(type) ? new long[capacity] : NO_LONGS;
    this.doubles = type == ValueType.FLOAT64 ? new double[capacity] : NO_DOUBLES;
    this.strings = type == ValueType.STRING ? new String[capacity] : NO_STRINGS;
    this.nulls = new boolean[capacity];
  }

  /** Copies the first {@code count} rows of a vector of the same type to {@code offset} on. */
  void copy(int offset, Vector from, int count) {
    System.arraycopy(from.nulls, 0, nulls, offset, count);
    if (longs.length > 0) {
      System.arraycopy(from.longs, 0, longs, offset, count);
    } else if (doubles.length > 0) {
      System.arraycopy(from.doubles, 0, doubles, offset, count);
    } else {
      System.arraycopy(from.strings, 0, strings, offset, count);
    }
  }

  /** Adds row {@code i}, an int64, string or bool that is not null, to a hash. */
  void hash(ValueType type, int i, StableHash hash) {
    if (type == ValueType.STRING) {
      hash.add(strings[i]);
    } else {
      hash.add(longs[i]);
    }
  }

  /** Makes the first {@code count} rows null where either of two vectors is. */
  void nullWhereEither(Vector a, Vector b, int count) {
    for (int i = 0; i < count; i++) {
      boolean isNull = a.nulls[i];
      isNull |= b.nulls[i];
      nulls[i] = isNull;
    }
  }

  private static boolean isLong(ValueType type) {
    return switch (type) {
      case INT64, BOOL, TIMESTAMP -> true;
      case FLOAT64, STRING, INT64_LIST, FLOAT64_LIST, STRING_LIST -> false;
    };
  }
}
