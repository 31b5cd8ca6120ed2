package dev.tandem.pipelines.ingest;

import dev.tandem.features.declaration.Source;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.dataset.Tally;
import dev.tandem.pipelines.read.FileSlice;
import dev.tandem.pipelines.read.Rejection;
import dev.tandem.pipelines.shard.ShardHash;
import dev.tandem.pipelines.shard.Sharding;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of one slice, collected in a block and handed on for each shard, with what is said of
 * those that are refused. Not thread-safe.
 */
final class SliceRows {
  private static final int MIN_BLOCK_ROWS = 1 << 16;
  private static final int MAX_BLOCK_ROWS = 1 << 20;
  private static final int ROWS_PER_CHUNK = 10_000;
  private static final int DEAD_LETTERS_PER_CHUNK = 2_000;

  private final int slice;
  private final int shards;
  private final ShardSink out;
  private final Table block;
  private final DeadLetters deadLetters;
  private final Map<Rejection, Long> refused = new EnumMap<>(Rejection.class);
  private int filled;
  private long read;

  /**
   * Rows that are handed to {@code out} under their shards.
   *
   * @param most the most rows that the slice can have
   */
  SliceRows(Source source, FileSlice slice, long most, int shards, ShardSink out) {
    this.slice = slice.index();
    this.shards = shards;
    this.out = out;
    this.block = Table.allocate(StagedColumns.of(source), blockRows(most, shards));
    this.deadLetters = new DeadLetters(source.name(), slice.file());
  }

  /** Enough rows for chunks worth their overhead, but no more than a small file can have. */
  private static int blockRows(long most, int shards) {
    long wanted =
        Math.max(MIN_BLOCK_ROWS, Math.min(MAX_BLOCK_ROWS, (long) ROWS_PER_CHUNK * shards));
    return (int) Math.max(1, Math.min(wanted, most));
  }

  /** The block, whose rows from {@link #filled()} on are to be written. */
  Table block() {
    return block;
  }

  /** How many rows of the block are good; there is always room for one more. */
  int filled() {
    return filled;
  }

  /** Takes over the next {@code rows} rows of the block, which are good. */
  void keep(int rows) {
    read += rows;
    filled += rows;
    if (filled == block.rows()) {
      emitRows();
    }
  }

  /** Notes a row that is refused, whose bytes are {@code bytes[start, end)}. */
  void refuse(long line, Rejection reason, String detail, byte[] bytes, int start, int end) {
    read++;
    refused.merge(reason, 1L, Long::sum);
    deadLetters.add(line, reason, detail, bytes, start, end);
    if (deadLetters.size() == DEAD_LETTERS_PER_CHUNK) {
      emitDeadLetters();
    }
  }

  /** Hands on what is left. */
  void finish() {
    emitRows();
    emitDeadLetters();
  }

  /**
   * What was read and refused.
   *
   * @param earliestFuture the earliest instant that was refused as from the future, {@link
   *     Long#MAX_VALUE} if none was
   */
  List<Tally> tallies(long earliestFuture) {
    List<Tally> tallies = new ArrayList<>();
    tallies.add(Tally.of(IngestTally.READ, slice, read));
    refused.forEach(
        (reason, count) ->
            tallies.add(Tally.of(IngestTally.REFUSED + reason.code(), slice, count)));
    if (earliestFuture != Long.MAX_VALUE) {
      tallies.add(Tally.at(IngestTally.FUTURE, slice, earliestFuture));
    }
    return tallies;
  }

  private void emitRows() {
    int[] shardOf = ShardHash.byIdentity(block, filled, shards);
    Sharding.split(
        block, filled, shardOf, shards, (shard, part) -> out.accept(shard, ShardSink.EVENTS, part));
    for (Field field : block.fields()) {
      block.column(field.name()).reset(block.rows());
    }
    filled = 0;
  }

  private void emitDeadLetters() {
    Table letters = deadLetters.drain();
    Sharding.split(
        letters,
        letters.rows(),
        DeadLetters.shards(letters, shards),
        shards,
        (shard, part) -> out.accept(shard, ShardSink.DEAD_LETTERS, part));
  }
}
