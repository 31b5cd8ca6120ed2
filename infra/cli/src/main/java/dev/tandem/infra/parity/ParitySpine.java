package dev.tandem.infra.parity;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Random entities at random instants from a cut on, in order of time and in groups of one instant.
 *
 * <p>Half of the rows are as they occurred; half take their first key from one row and the others
 * from another, so that unknown pairs occur; for each key, one row in twenty has one that nobody
 * has.
 */
public final class ParitySpine {
  private static final int GROUP = 50;
  private static final int UNKNOWN = 20;
  private static final long HOUR = 3_600_000L;

  private final Table sample;
  private final List<Field> keys;
  private final List<Field> request;
  private final Random random;

  /**
   * Spines drawn from a sample of rows with the keys and request fields.
   *
   * @param seed the same seed gives the same spine
   */
  public ParitySpine(Table sample, List<Field> keys, List<Field> request, long seed) {
    this.sample = sample;
    this.keys = List.copyOf(keys);
    this.request = List.copyOf(request);
    this.random = new Random(seed);
  }

  /** So many rows at or after the cut, which is in UTC epoch milliseconds. */
  public Table draw(int rows, long cut) {
    Table.Builder spine = Table.builder(rows);
    spine.add(EventColumns.TIME, LongColumn.of(ValueType.TIMESTAMP, instants(rows, cut)));
    int[] one = draws(rows);
    int[] other = draws(rows);
    for (int row = 0; row < rows; row++) {
      other[row] = random.nextBoolean() ? one[row] : other[row];
    }
    for (int k = 0; k < keys.size(); k++) {
      Column column = sample.column(keys.get(k).name()).select(k == 0 ? one : other);
      makeSomeUnknown(column, 7 * k % UNKNOWN);
      spine.add(keys.get(k).name(), column);
    }
    for (Field field : request) {
      if (!keys.contains(field)) {
        spine.add(field.name(), sample.column(field.name()).select(one));
      }
    }
    return spine.build();
  }

  /** At the cut, just after it, and up to an hour, a day and forty days later. */
  private long[] instants(int rows, long cut) {
    long[] spans = {0, 2, HOUR, 24 * HOUR, 8 * 24 * HOUR, 40 * 24 * HOUR};
    long[] instants = new long[rows];
    long instant = cut;
    for (int row = 0; row < rows; row++) {
      if (row % GROUP == 0) {
        long span = spans[row / GROUP % spans.length];
        instant = cut + (span == 0 ? 0 : Math.floorMod(random.nextLong(), span));
      }
      instants[row] = instant;
    }
    Arrays.sort(instants);
    return instants;
  }

  private int[] draws(int rows) {
    int[] draws = new int[rows];
    for (int row = 0; row < rows; row++) {
      draws[row] = random.nextInt(sample.rows());
    }
    return draws;
  }

  private static void makeSomeUnknown(Column key, int first) {
    for (int row = first; row < key.size(); row += UNKNOWN) {
      if (key instanceof LongColumn longs) {
        longs.set(row, Long.MIN_VALUE + row);
      } else if (key instanceof StringColumn strings) {
        strings.set(row, "\u0000nobody " + row);
      }
    }
  }
}
