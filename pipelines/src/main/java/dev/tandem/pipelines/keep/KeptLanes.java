package dev.tandem.pipelines.keep;

import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.pipelines.shard.Chunk;
import dev.tandem.pipelines.shard.ChunkWriter;
import java.io.Serializable;
import java.util.List;

/**
 * How kept rows of one kind travel: in the lanes {@code first} (names of parts) and {@code first +
 * 1} (rows), which nobody else uses in their shuffle.
 *
 * @param columns all columns of the rows, in order
 */
public record KeptLanes(int first, List<String> columns) implements Serializable {
  private static final String FILE = "file";

  public KeptLanes {
    columns = List.copyOf(columns);
  }

  /** The lanes of rows with these fields. */
  public static KeptLanes of(int first, List<Field> fields) {
    return new KeptLanes(first, fields.stream().map(Field::name).toList());
  }

  /** A chunk that stands for the rows of a part. */
  Chunk named(String file) {
    Table name = Table.allocate(List.of(new Field(FILE, ValueType.STRING)), 1);
    name.strings(FILE).set(0, file);
    return Chunk.of(first, name);
  }

  /** A chunk of rows. */
  Chunk rows(Table rows, ChunkWriter chunks) {
    return chunks.write(first + 1, rows);
  }

  boolean isName(Chunk chunk) {
    return chunk.lane() == first;
  }

  boolean isRows(Chunk chunk) {
    return chunk.lane() == first + 1;
  }

  /** The part that a chunk stands for. */
  static String file(Chunk named) {
    return named.rows().strings(FILE).value(0);
  }
}
