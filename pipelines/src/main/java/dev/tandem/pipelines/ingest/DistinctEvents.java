package dev.tandem.pipelines.ingest;

import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.shard.IdentityIndex;
import dev.tandem.pipelines.shard.RowOrder;
import dev.tandem.pipelines.shard.RowOrder.Comparison;
import java.util.Arrays;

/**
 * Keeps one row of each event.
 *
 * <p>Of several copies the one with the smallest time stays, of those the one with the smallest
 * values: field by field in declared order, null first, then numbers by value and strings by UTF-16
 * code unit. So it does not matter in which order copies came.
 */
final class DistinctEvents {
  private DistinctEvents() {}

  /** One row of each event, in the order of time and identity. */
  static Table of(Source source, Table rows) {
    return IdentityIndex.of(rows).isDistinct() ? RowOrder.byTime(rows) : firstCopies(source, rows);
  }

  private static Table firstCopies(Source source, Table rows) {
    Comparison identity = RowOrder.identity(rows);
    int[] order = RowOrder.order(rows.rows(), firstCopyFirst(source, rows, identity));
    int distinct = 0;
    for (int i = 0; i < order.length; i++) {
      if (i == 0 || identity.compare(order[i - 1], order[i]) != 0) {
        order[distinct++] = order[i];
      }
    }
    int[] kept = Arrays.copyOf(order, distinct);
    return RowOrder.byTime(rows.select(kept));
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
      case INT64_LIST, FLOAT64_LIST, STRING_LIST ->
          throw new IllegalArgumentException("a source has no lists");
    };
  }
}
