package dev.tandem.pipelines.backfill;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Which of the negative rows stay, decided by nothing but a row's identity: a row that stays at one
 * rate stays at every higher one.
 *
 * @param column the column of the label whose 0 is negative, or empty text if all rows stay
 * @param keep the share of negative rows that stays, in (0, 1]
 */
public record Sampling(String column, double keep) implements Serializable {
  /** The column that says at which rate a row was kept. */
  public static final Field RATE = new Field(EventColumns.RATE, ValueType.FLOAT64);

  // Keeps the choice apart from whatever else is decided by hashes of identities.
  private static final long SALT = 0x9e3779b97f4a7c15L;

  /** All rows stay, and there is no column of rates. */
  public static Sampling none() {
    return new Sampling("", 1);
  }

  /** True if negative rows are sampled, and so the rows have a column of rates. */
  boolean isOn() {
    return !column.isEmpty();
  }

  /** The rows that stay, with their rates. */
  Table apply(Table rows) {
    LongColumn label = rows.longs(column);
    long[] high = rows.longs(EventColumns.ID_HI).values();
    long[] low = rows.longs(EventColumns.ID_LO).values();
    int[] kept = new int[rows.rows()];
    double[] rates = new double[rows.rows()];
    int count = 0;
    for (int row = 0; row < rows.rows(); row++) {
      boolean negative = !label.isNull(row) && label.value(row) == 0;
      if (!negative || keeps(high[row], low[row])) {
        rates[count] = negative ? keep : 1;
        kept[count++] = row;
      }
    }
    Table staying = count == rows.rows() ? rows : rows.select(Arrays.copyOf(kept, count));
    return Table.builder(count)
        .addAll(staying)
        .add(RATE.name(), DoubleColumn.of(Arrays.copyOf(rates, count)))
        .build();
  }

  /** Whether a negative row with this identity stays. Never changes: datasets depend on it. */
  boolean keeps(long high, long low) {
    long hash = mix(mix(low + SALT) + high);
    return (hash >>> 11) * 0x1p-53 < keep;
  }

  /** The finaliser of Murmur3. */
  private static long mix(long value) {
    long h = value;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
