package dev.tandem.pipelines.ingest;

import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.pipelines.read.Rejection;
import dev.tandem.pipelines.shard.RowOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects rows that are not used, with the reason. Not thread-safe.
 *
 * <p>The columns: the source's name, the file, the number of the row's first line (of the row where
 * there are no lines) counted from 1, the code of the {@link Rejection}, what was wrong in words,
 * and the row's text, of which at most {@link #MAX_RAW_BYTES} bytes are kept.
 */
public final class DeadLetters {
  /** The most bytes of a row's text that are kept. */
  public static final int MAX_RAW_BYTES = 4096;

  /** The columns of a dataset of dead letters. */
  public static final List<Field> FIELDS =
      List.of(
          new Field("source", ValueType.STRING),
          new Field("file", ValueType.STRING),
          new Field("line", ValueType.INT64),
          new Field("reason", ValueType.STRING),
          new Field("detail", ValueType.STRING),
          new Field("raw", ValueType.STRING));

  private final String source;
  private final String file;
  private final List<Letter> letters = new ArrayList<>();

  private record Letter(long line, Rejection reason, String detail, String raw) {}

  /** An empty collection for rows of one file. */
  public DeadLetters(String source, String file) {
    this.source = source;
    this.file = file;
  }

  /** Adds a row, whose bytes are {@code bytes[start, end)}; bytes that are no text show as such. */
  public void add(long line, Rejection reason, String detail, byte[] bytes, int start, int end) {
    int kept = Math.min(end - start, MAX_RAW_BYTES);
    letters.add(
        new Letter(line, reason, detail, new String(bytes, start, kept, StandardCharsets.UTF_8)));
  }

  /** The number of rows collected since the last {@link #drain}. */
  public int size() {
    return letters.size();
  }

  /** Removes and returns all rows. */
  public Table drain() {
    Table table = Table.allocate(FIELDS, letters.size());
    for (int row = 0; row < letters.size(); row++) {
      Letter letter = letters.get(row);
      table.strings("source").set(row, source);
      table.strings("file").set(row, file);
      table.longs("line").set(row, letter.line());
      table.strings("reason").set(row, letter.reason().code());
      table.strings("detail").set(row, letter.detail());
      table.strings("raw").set(row, letter.raw());
    }
    letters.clear();
    return table;
  }

  /** The shard of each dead letter: spread evenly, the same for the same line. */
  static int[] shards(Table letters, int shards) {
    LongColumn line = letters.longs("line");
    int[] shardOf = new int[letters.rows()];
    for (int row = 0; row < shardOf.length; row++) {
      shardOf[row] = (int) Math.floorMod(line.value(row), (long) shards);
    }
    return shardOf;
  }

  /** The dead letters in the order of file and line. */
  static Table sorted(Table letters) {
    StringColumn file = letters.strings("file");
    long[] line = letters.longs("line").values();
    return RowOrder.sorted(
        letters,
        (a, b) -> {
          int order = file.value(a).compareTo(file.value(b));
          return order != 0 ? order : Long.compare(line[a], line[b]);
        });
  }
}
