package dev.tandem.pipelines.ingest;

import dev.tandem.features.declaration.Source;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.dataset.Tally;
import dev.tandem.pipelines.read.EventTimes;
import dev.tandem.pipelines.read.FileSlice;
import dev.tandem.pipelines.read.RecordSplitter;
import dev.tandem.pipelines.read.Rejection;
import dev.tandem.pipelines.read.RowParser;
import dev.tandem.pipelines.shard.Chunk;
import dev.tandem.pipelines.shard.ShardHash;
import dev.tandem.pipelines.shard.Sharding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Reads one slice of a file, block by block. Not thread-safe. */
final class SliceReader {
  private static final int MIN_BLOCK_ROWS = 1 << 16;
  private static final int MAX_BLOCK_ROWS = 1 << 20;
  private static final int ROWS_PER_CHUNK = 10_000;
  private static final int DEAD_LETTERS_PER_CHUNK = 2_000;

  private final FileSlice slice;
  private final int shards;
  private final BiConsumer<Integer, Chunk> out;
  private final Table block;
  private final RowParser parser;
  private final DeadLetters deadLetters;
  private final Map<Rejection, Long> refused = new EnumMap<>(Rejection.class);
  private int rows;
  private long read;

  /** A reader that hands chunks to {@code out} under their shards. */
  SliceReader(
      Source source,
      FileSlice slice,
      EventTimes.Limits limits,
      int shards,
      BiConsumer<Integer, Chunk> out) {
    this.slice = slice;
    this.shards = shards;
    this.out = out;
    this.block = Table.allocate(StagedColumns.of(source), blockRows(slice, shards));
    this.parser = new RowParser(source, slice.columns(), limits, block);
    this.deadLetters = new DeadLetters(source.name(), slice.file());
  }

  /** Enough rows for chunks worth their overhead, but no more than a small file can have. */
  private static int blockRows(FileSlice slice, int shards) {
    long wanted =
        Math.max(MIN_BLOCK_ROWS, Math.min(MAX_BLOCK_ROWS, (long) ROWS_PER_CHUNK * shards));
    long possible = slice.end() - slice.start() + 1;
    return (int) Math.max(1, Math.min(wanted, possible));
  }

  // Hot path: once for every row of a source.
  void read(RecordSplitter records) throws IOException {
    while (records.next()) {
      Rejection rejection = parser.parse(records, rows);
      if (rejection != null && rejection.isStructural() && records.spansLines()) {
        // A quote that was never meant to open a value must not swallow the lines after it.
        records.keepFirstLine();
      }
      read++;
      if (rejection != null) {
        refuse(records, rejection);
      } else if (++rows == block.rows()) {
        emitRows();
      }
    }
    emitRows();
    emitDeadLetters();
  }

  /** What was read and refused. */
  List<Tally> tallies() {
    List<Tally> tallies = new ArrayList<>();
    tallies.add(Tally.of(IngestTally.READ, slice.index(), read));
    refused.forEach(
        (reason, count) ->
            tallies.add(Tally.of(IngestTally.REFUSED + reason.code(), slice.index(), count)));
    if (parser.earliestFuture() != Long.MAX_VALUE) {
      tallies.add(Tally.at(IngestTally.FUTURE, slice.index(), parser.earliestFuture()));
    }
    return tallies;
  }

  private void refuse(RecordSplitter records, Rejection rejection) {
    refused.merge(rejection, 1L, Long::sum);
    deadLetters.add(
        records.line(),
        rejection,
        parser.detail(),
        records.buffer(),
        records.start(),
        records.end());
    if (deadLetters.size() == DEAD_LETTERS_PER_CHUNK) {
      emitDeadLetters();
    }
  }

  private void emitRows() {
    int[] shardOf = ShardHash.byIdentity(block, rows, shards);
    Sharding.split(
        block,
        rows,
        shardOf,
        shards,
        (shard, part) -> out.accept(shard, Chunk.of(ReadSlice.EVENTS, part)));
    for (Field field : block.fields()) {
      block.column(field.name()).reset(block.rows());
    }
    rows = 0;
  }

  private void emitDeadLetters() {
    Table letters = deadLetters.drain();
    Sharding.split(
        letters,
        letters.rows(),
        DeadLetters.shards(letters, shards),
        shards,
        (shard, part) -> out.accept(shard, Chunk.of(ReadSlice.DEAD_LETTERS, part)));
  }
}
