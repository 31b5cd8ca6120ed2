package dev.tandem.features.timeline;

import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers the entities of one table 0, 1, 2 … in order of their first row, and finds them in other
 * tables.
 *
 * <p>A row whose key is null in any column belongs to no entity.
 */
public final class EntityIds {
  /** The number of a row without an entity, or with one that the first table does not have. */
  public static final int NONE = -1;

  private final List<Field> keys;
  private final List<KeyColumn> columns = new ArrayList<>();
  private final List<KeyPacking> packings = new ArrayList<>();
  private final LongNumbers index;
  private final int[] ofBase;

  /** Numbers the entities of a table by the given columns, each int64 or string. */
  public EntityIds(Table base, List<Field> keys) {
    this.keys = List.copyOf(keys);
    this.ofBase = new int[base.rows()];
    boolean[] known = allKnown(base);
    long[] packed = new long[base.rows()];
    for (int i = 0; i < keys.size(); i++) {
      KeyColumn column = new KeyColumn(base.column(keys.get(i).name()));
      columns.add(column);
      long[] longs = column.longs(base.column(keys.get(i).name()), known);
      if (i == 0) {
        packed = longs;
      } else {
        KeyPacking packing = new KeyPacking(packed, longs, known);
        packings.add(packing);
        packed = packing.pack(packed, longs, known);
      }
    }
    this.index = LongNumbers.of(packed, known);
    for (int row = 0; row < ofBase.length; row++) {
      ofBase[row] = known[row] ? index.add(packed[row]) : NONE;
    }
  }

  /** The number of entities. */
  public int size() {
    return index.size();
  }

  /** The entity of each row of the first table; the caller must not change it. */
  public int[] ofBase() {
    return ofBase;
  }

  // Hot path: PointInTimeJoinBenchmark.
  /** The entity of each row of another table, or {@link #NONE}. */
  public int[] of(Table other) {
    boolean[] known = allKnown(other);
    long[] packed = new long[other.rows()];
    for (int i = 0; i < keys.size(); i++) {
      long[] longs = columns.get(i).longs(other.column(keys.get(i).name()), known);
      packed = i == 0 ? longs : packings.get(i - 1).pack(packed, longs, known);
    }
    int[] ids = new int[other.rows()];
    for (int row = 0; row < ids.length; row++) {
      ids[row] = known[row] ? index.find(packed[row]) : NONE;
    }
    return ids;
  }

  private static boolean[] allKnown(Table table) {
    boolean[] known = new boolean[table.rows()];
    Arrays.fill(known, true);
    return known;
  }
}
