package dev.tandem.pipelines.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.stored.StoredKind;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.pipelines.DuckDb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetTableWriterTest {
  private static final List<Field> FIELDS =
      List.of(new Field("id", ValueType.INT64), new Field("text", ValueType.STRING));

  @TempDir Path folder;

  private static Table table(int rows, int first) {
    Table table = Table.allocate(FIELDS, rows);
    for (int row = 0; row < rows; row++) {
      table.longs("id").set(row, first + row);
      table.strings("text").set(row, "text " + (first + row) % 1_000);
    }
    return table;
  }

  @Test
  void write_moreRowsThanAGroupHas_areAllThere() throws IOException {
    Path path = folder.resolve("a.parquet");
    int batch = 100_000;
    try (ParquetTableWriter writer = ParquetTableWriter.open(Files.newOutputStream(path), FIELDS)) {
      for (int first = 0; first < 6 * batch; first += batch) {
        writer.write(table(batch, first));
      }
      writer.finish();
    }

    assertThat(
            DuckDb.query(
                "SELECT count(*), sum(id), count(DISTINCT text), sum(CASE WHEN text = 'text ' ||"
                    + " (id % 1000) THEN 1 ELSE 0 END) FROM '"
                    + path
                    + "'"))
        .containsExactly(List.of("600000", "179999700000", "1000", "600000"));
    assertThat(
            DuckDb.query(
                "SELECT DISTINCT row_group_id, row_group_num_rows FROM parquet_metadata('"
                    + path
                    + "') ORDER BY 1"))
        .containsExactly(List.of("0", "262144"), List.of("1", "262144"), List.of("2", "75712"));
    AtomicLong sum = new AtomicLong();
    try (ParquetFile file = ParquetFile.open("a", FileChannel.open(path))) {
      assertThat(file.columns())
          .extracting(column -> column.kind())
          .containsExactly(StoredKind.INTEGER, StoredKind.TEXT);
      for (int part = 0; part < 3; part++) {
        file.read(
            part,
            file.columns(),
            rows -> {
              for (int row = 0; row < rows.rows(); row++) {
                sum.addAndGet(rows.longs("id").value(row));
              }
            });
      }
    }
    assertThat(sum).hasValue(179_999_700_000L);
  }

  @Test
  void finish_noRows_isAFileOfNone() throws IOException {
    Path path = folder.resolve("a.parquet");
    try (ParquetTableWriter writer = ParquetTableWriter.open(Files.newOutputStream(path), FIELDS)) {
      writer.finish();
    }
    assertThat(DuckDb.query("SELECT count(*) FROM '" + path + "'")).containsExactly(List.of("0"));
  }

  @Test
  void write_otherFields_areRefused() throws IOException {
    try (ParquetTableWriter writer = ParquetTableWriter.open(new ByteArrayOutputStream(), FIELDS)) {
      Table other = Table.allocate(List.of(new Field("id", ValueType.INT64)), 1);
      assertThatThrownBy(() -> writer.write(other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("does not go into a file of");
    }
  }
}
