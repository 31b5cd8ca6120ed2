package dev.tandem.pipelines.ingest;

import dev.tandem.features.declaration.Source;
import dev.tandem.pipelines.dataset.Tally;
import dev.tandem.pipelines.read.EventTimes;
import dev.tandem.pipelines.read.FileSlice;
import dev.tandem.pipelines.read.RecordSplitter;
import dev.tandem.pipelines.read.Rejection;
import dev.tandem.pipelines.read.RowParser;
import java.io.IOException;
import java.util.List;

/** Reads one slice of a CSV file, block by block. Not thread-safe. */
final class SliceReader {
  private final SliceRows rows;
  private final RowParser parser;

  /** A reader that hands rows to {@code out} under their shards. */
  SliceReader(Source source, FileSlice slice, EventTimes.Limits limits, int shards, ShardSink out) {
    // Every row takes a byte at least, the last one perhaps without a line end.
    this.rows = new SliceRows(source, slice, slice.end() - slice.start() + 1, shards, out);
    this.parser = new RowParser(source, slice.file(), slice.columns(), limits, rows.block());
  }

  // Hot path: CsvReaderBenchmark; once for every row of a source.
  void read(RecordSplitter records) throws IOException {
    while (records.next()) {
      Rejection rejection = parser.parse(records, rows.filled());
      if (rejection == null) {
        rows.keep(1);
      } else {
        refuse(records, rejection);
      }
    }
    rows.finish();
  }

  private void refuse(RecordSplitter records, Rejection rejection) {
    if (rejection.isStructural() && records.spansLines()) {
      // A quote that was never meant to open a value must not swallow the lines after it.
      records.keepFirstLine();
    }
    rows.refuse(
        records.line(),
        rejection,
        parser.detail(),
        records.buffer(),
        records.start(),
        records.end());
  }

  /** What was read and refused. */
  List<Tally> tallies() {
    return rows.tallies(parser.earliestFuture());
  }
}
