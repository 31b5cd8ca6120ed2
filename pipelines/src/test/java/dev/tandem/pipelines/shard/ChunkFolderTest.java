package dev.tandem.pipelines.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.arrow.ArrowTables;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunkFolderTest {
  private static final int MANY = 1000;

  @TempDir Path folder;

  private static Table rows(int rows, int first) {
    Table table =
        Table.allocate(
            List.of(new Field("number", ValueType.INT64), new Field("text", ValueType.STRING)),
            rows);
    for (int row = 0; row < rows; row++) {
      table.longs("number").set(row, first + row);
      table.strings("text").set(row, "text " + (first + row) % 7);
    }
    return table;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void write_manyRows_waitInOneFileAndOnlyTheirPlaceTravels() throws IOException {
    List<Chunk> chunks = new ArrayList<>();
    try (ChunkWriter writer = ChunkFolder.in(folder.toString()).open()) {
      for (int n = 0; n < 5; n++) {
        chunks.add(writer.write(n, rows(MANY, n)));
      }
    }
    assertThat(files()).hasSize(1);
    for (int n = 4; n >= 0; n--) {
      byte[] travelling = CoderUtils.encodeToByteArray(ChunkCoder.of(), chunks.get(n));
      assertThat(travelling).hasSizeLessThan(300);
      Chunk arrived = CoderUtils.decodeFromByteArray(ChunkCoder.of(), travelling);
      assertThat(arrived.lane()).isEqualTo(n);
      assertThat(ArrowTables.toBytes(arrived.rows())).isEqualTo(ArrowTables.toBytes(rows(MANY, n)));
    }
  }

  @Test
  void write_twoWriters_useTwoFiles() throws IOException {
    ChunkFolder place = ChunkFolder.in(folder.toString());
    for (int attempt = 0; attempt < 2; attempt++) {
      try (ChunkWriter writer = place.open()) {
        writer.write(0, rows(MANY, 0));
      }
    }
    assertThat(files()).hasSize(2);
  }

  @Test
  void write_fewRows_makesNoFile() throws IOException {
    try (ChunkWriter writer = ChunkFolder.in(folder.toString()).open()) {
      Chunk chunk = writer.write(3, rows(10, 0));
      assertThat(ArrowTables.toBytes(chunk.rows())).isEqualTo(ArrowTables.toBytes(rows(10, 0)));
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void in_objectStore_carriesAllRows() {
    assertThat(ChunkFolder.in("gs://bucket/home")).isEqualTo(ChunkFolder.none());
    try (ChunkWriter writer = ChunkFolder.none().open()) {
      assertThat(writer.write(0, rows(MANY, 0))).isEqualTo(Chunk.of(0, rows(MANY, 0)));
    }
  }

  @Test
  void rows_fileIsGone_saysWhich() throws IOException {
    Chunk chunk;
    try (ChunkWriter writer = ChunkFolder.in(folder.toString()).open()) {
      chunk = writer.write(0, rows(MANY, 0));
    }
    Path file = files().get(0);
    Files.delete(file);
    assertThatThrownBy(chunk::rows)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("rows on their way to a shard cannot be read: " + file);
  }
}
