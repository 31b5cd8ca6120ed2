package dev.tandem.pipelines.ingest;

import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.shard.IdentityIndex;
import dev.tandem.pipelines.shard.RowOrder;
import dev.tandem.pipelines.shard.RowOrder.Comparison;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Keeps one row of each event.
 *
 * <p>Of several copies the one with the smallest time stays, of those the one with the smallest
 * values: field by field in declared order, null first, then numbers by value, strings by UTF-16
 * code unit and vectors number by number. So it does not matter in which order copies came.
 */
final class DistinctEvents {
  private DistinctEvents() {}

  /**
   * The numbers of the rows that stay, one for each event, in the order of time and identity. Of
   * equal copies the one that stands first stays.
   */
  static int[] of(Source source, Table rows) {
    return IdentityIndex.of(rows).isDistinct()
        ? RowOrder.orderByTime(rows)
        : firstCopies(source, rows);
  }

  private static int[] firstCopies(Source source, Table rows) {
    Comparison identity = RowOrder.identity(rows);
    int[] order = RowOrder.order(rows.rows(), firstCopyFirst(source, rows, identity));
    int distinct = 0;
    for (int i = 0; i < order.length; i++) {
      if (i == 0 || identity.compare(order[i - 1], order[i]) != 0) {
        order[distinct++] = order[i];
      }
    }
    int[] kept = Arrays.copyOf(order, distinct);
    Comparison time = RowOrder.time(rows);
    int[] byTime = RowOrder.order(distinct, (a, b) -> time.compare(kept[a], kept[b]));
    for (int i = 0; i < distinct; i++) {
      byTime[i] = kept[byTime[i]];
    }
    return byTime;
  }

  /**
   * The same if the first rows, in the order of time and identity, have no copies among themselves:
   * only those that may have one among the others are compared.
   *
   * @param kept the number of the first rows
   */
  static int[] of(Source source, Table rows, int kept) {
    if (kept == 0) {
      return of(source, rows);
    }
    BitSet suspects = mayHaveCopies(rows, kept);
    int[] compared =
        IntStream.concat(suspects.stream(), IntStream.range(kept, rows.rows())).toArray();
    int[] distinct = of(source, rows.select(compared));
    int[] merged = new int[kept - suspects.cardinality() + distinct.length];
    Comparison time = RowOrder.time(rows);
    int next = suspects.nextClearBit(0);
    int other = 0;
    for (int i = 0; i < merged.length; i++) {
      boolean takeKept =
          next < kept
              && (other == distinct.length || time.compare(next, compared[distinct[other]]) < 0);
      merged[i] = takeKept ? next : compared[distinct[other++]];
      next = takeKept ? suspects.nextClearBit(next + 1) : next;
    }
    return merged;
  }

  /** Those of the kept rows whose identity, shortened, is that of another row. */
  private static BitSet mayHaveCopies(Table rows, int kept) {
    long[] lo = rows.longs(EventColumns.ID_LO).values();
    int others = rows.rows() - kept;
    // Identities are hashes, so any of their bits tell them apart.
    int mask = (int) Long.highestOneBit(Math.max(1 << 10, Math.min(1L << 26, 16L * others))) - 1;
    BitSet seen = new BitSet(mask + 1);
    for (int row = kept; row < rows.rows(); row++) {
      seen.set((int) lo[row] & mask);
    }
    BitSet suspects = new BitSet(kept);
    for (int row = 0; row < kept; row++) {
      suspects.set(row, seen.get((int) lo[row] & mask));
    }
    return suspects;
  }

  private static Comparison firstCopyFirst(Source source, Table rows, Comparison identity) {
    long[] time = rows.longs(EventColumns.TIME).values();
    Comparison[] fields =
        source.fields().stream()
            .map(SourceField::name)
            .map(name -> values(rows.column(name)))
            .toArray(Comparison[]::new);
    return (a, b) -> {
      int order = identity.compare(a, b);
      if (order == 0) {
        order = Long.compare(time[a], time[b]);
      }
      for (int i = 0; order == 0 && i < fields.length; i++) {
        order = fields[i].compare(a, b);
      }
      return order;
    };
  }

  private static Comparison values(Column column) {
    Comparison present = presentValues(column);
    return (a, b) ->
        column.isNull(a) || column.isNull(b)
            ? Boolean.compare(!column.isNull(a), !column.isNull(b))
            : present.compare(a, b);
  }

  private static Comparison presentValues(Column column) {
    return switch (column.type()) {
      case INT64, BOOL, TIMESTAMP -> {
        LongColumn longs = (LongColumn) column;
        yield (a, b) -> Long.compare(longs.value(a), longs.value(b));
      }
      case FLOAT64 -> {
        DoubleColumn doubles = (DoubleColumn) column;
        yield (a, b) -> Double.compare(doubles.value(a), doubles.value(b));
      }
      case STRING -> {
        StringColumn strings = (StringColumn) column;
        yield (a, b) -> strings.value(a).compareTo(strings.value(b));
      }
      case FLOAT64_LIST -> vectors((ListColumn) column);
      case INT64_LIST, STRING_LIST ->
          throw new IllegalArgumentException("a source has no lists but vectors");
    };
  }

  /** Number by number; a source's vectors have one dimension. */
  private static Comparison vectors(ListColumn column) {
    double[] values = ((DoubleColumn) column.elements()).values();
    return (a, b) ->
        Arrays.compare(
            values,
            column.start(a),
            column.start(a) + column.length(a),
            values,
            column.start(b),
            column.start(b) + column.length(b));
  }
}
