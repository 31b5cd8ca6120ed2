package dev.tandem.pipelines.ingest;

import dev.tandem.features.declaration.Source;
import dev.tandem.features.stored.StoredColumn;
import dev.tandem.features.stored.StoredFile;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.dataset.Tally;
import dev.tandem.pipelines.read.EventTimes;
import dev.tandem.pipelines.read.FileSlice;
import dev.tandem.pipelines.read.RowText;
import dev.tandem.pipelines.read.SourceUnreadableException;
import dev.tandem.pipelines.read.StoredRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads one slice of a file of typed columns, batch by batch. Not thread-safe. */
final class StoredSliceReader {
  private final FileSlice slice;
  private final StoredFile file;
  private final List<StoredColumn> columns;
  private final SliceRows rows;
  private final StoredRows converted;
  private long line;

  /** A reader of an open file that hands rows to {@code out} under their shards. */
  StoredSliceReader(
      Source source,
      FileSlice slice,
      StoredFile file,
      EventTimes.Limits limits,
      int shards,
      ShardSink out)
      throws IOException {
    this.slice = slice;
    this.file = file;
    this.columns =
        file.columns().stream()
            .filter(column -> slice.columns().names().contains(column.name()))
            .toList();
    this.rows = new SliceRows(source, slice, mostRows(), shards, out);
    this.converted = new StoredRows(source, slice.file(), columns, limits, rows.block());
    this.line = slice.firstLine();
  }

  private long mostRows() throws IOException {
    var parts = file.parts();
    if (parts.size() < slice.end() || columns.size() != slice.columns().count()) {
      throw new SourceUnreadableException(slice.file() + " was changed while it was read");
    }
    return parts.subList((int) slice.start(), (int) slice.end()).stream()
        .mapToLong(part -> part.rows())
        .sum();
  }

  void read() throws IOException {
    for (long part = slice.start(); part < slice.end(); part++) {
      file.read((int) part, columns, this::add);
    }
    rows.finish();
  }

  private void add(Table batch) {
    for (int from = 0; from < batch.rows(); ) {
      int row = rows.filled();
      int count = Math.min(batch.rows() - from, rows.block().rows() - row);
      int refused = converted.read(batch, from, count, row, line);
      if (refused > 0) {
        refuse(batch, from, count);
        closeGaps(row, count);
      }
      rows.keep(count - refused);
      from += count;
      line += count;
    }
  }

  private void refuse(Table batch, int from, int count) {
    for (int i = 0; i < count; i++) {
      if (converted.rejection(i) != null) {
        byte[] text = RowText.of(columns, batch, from + i).getBytes(StandardCharsets.UTF_8);
        rows.refuse(line + i, converted.rejection(i), converted.detail(i), text, 0, text.length);
      }
    }
  }

  /** Moves good rows from the end of the run to the places of refused ones. */
  private void closeGaps(int row, int count) {
    int end = count;
    for (int i = 0; i < end; i++) {
      if (converted.rejection(i) != null) {
        do {
          end--;
        } while (end > i && converted.rejection(end) != null);
        if (end > i) {
          copy(row + end, row + i);
        }
      }
    }
  }

  private void copy(int from, int to) {
    for (Field field : rows.block().fields()) {
      rows.block().column(field.name()).copy(to, rows.block().column(field.name()), from);
    }
  }

  /** What was read and refused. */
  List<Tally> tallies() {
    return rows.tallies(converted.earliestFuture());
  }
}
