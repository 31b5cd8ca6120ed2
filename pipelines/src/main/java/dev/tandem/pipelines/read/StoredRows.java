package dev.tandem.pipelines.read;

import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.stored.StoredColumn;
import dev.tandem.features.table.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns batches of stored columns into checked rows of a table of {@link
 * dev.tandem.features.event.EventColumns} and the source's fields, column by column.
 *
 * <p>The rules are those by which {@link RowParser} reads text: an empty text is null, -0.0 is 0.0,
 * and an instant is rounded down to its millisecond. A refused row leaves rubbish in its place. Not
 * thread-safe.
 */
public final class StoredRows {
  private final List<FieldConverter> converters = new ArrayList<>();
  private final List<String> columns = new ArrayList<>();
  private final RowCompletion completion;
  private final Refusals refusals = new Refusals();

  /** A conversion of the source's rows into {@code rows}, from a file with the given columns. */
  public StoredRows(
      Source source, String file, List<StoredColumn> stored, EventTimes.Limits limits, Table rows) {
    for (StoredColumn column : stored) {
      for (SourceField field : source.fields()) {
        if (field.columnName().equals(column.name())) {
          FieldParser parser = FieldParser.of(field, rows.column(field.name()));
          converters.add(parser.converter(column.kind()));
          columns.add(column.name());
        }
      }
    }
    this.completion = new RowCompletion(source, file, limits, rows);
  }

  /**
   * Converts the rows {@code [from, from + count)} of a batch into those of the table from {@code
   * row} on.
   *
   * @param line the number of the first of them in its file, counted from 1
   * @return how many of them are refused
   */
  // Hot path: called for every batch of a source of typed columns.
  public int read(Table batch, int from, int count, int row, long line) {
    refusals.begin(count);
    for (int i = 0; i < converters.size(); i++) {
      converters.get(i).convert(batch.column(columns.get(i)), from, count, row, refusals);
    }
    for (int i = 0; i < count; i++) {
      if (refusals.reason(i) == null) {
        Rejection rejection = completion.complete(row + i, line + i);
        if (rejection != null) {
          refusals.add(i, rejection, completion.detail());
        }
      }
    }
    return refusals.count();
  }

  /**
   * The earliest instant (UTC epoch milliseconds) for which a row was refused as from the future;
   * {@link Long#MAX_VALUE} if none was.
   */
  public long earliestFuture() {
    return completion.earliestFuture();
  }

  /** Why a row that was read last, counted from 0, is refused, or null if it is good. */
  public Rejection rejection(int i) {
    return refusals.reason(i);
  }

  /** What is wrong with a refused row, with the field and what it allows. */
  public String detail(int i) {
    return refusals.detail(i);
  }
}
