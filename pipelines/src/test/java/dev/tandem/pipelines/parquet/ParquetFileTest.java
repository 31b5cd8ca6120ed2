package dev.tandem.pipelines.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.stored.InvalidFileException;
import dev.tandem.features.stored.StoredColumn;
import dev.tandem.features.stored.StoredKind;
import dev.tandem.features.stored.StoredText;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.DuckDb;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that DuckDB wrote. */
class ParquetFileTest {
  @TempDir Path folder;

  private Path write(String query, String options) {
    Path file = folder.resolve("a.parquet");
    DuckDb.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet" + options + ")");
    return file;
  }

  private static ParquetFile open(Path file) throws IOException {
    return ParquetFile.open(file.getFileName().toString(), FileChannel.open(file));
  }

  private static Table read(Path path) throws IOException {
    List<Table> batches = new ArrayList<>();
    try (ParquetFile file = open(path)) {
      for (int part = 0; part < file.parts().size(); part++) {
        file.read(part, file.columns(), batches::add);
      }
    }
    return batches.isEmpty() ? Table.allocate(List.of(), 0) : Table.concat(batches);
  }

  @ParameterizedTest
  @CsvSource({
    "uncompressed, v1", "snappy, v1", "gzip, v1", "zstd, v1", "lz4_raw, v1",
    "uncompressed, v2", "snappy, v2", "gzip, v2", "zstd, v2", "lz4_raw, v2"
  })
  void read_everyCodecAndVersion_hasEveryValue(String codec, String version) throws IOException {
    int rows = 10_000;
    Path file =
        write(
            "SELECT range AS id, CASE WHEN range % 3 > 0 THEN range * 0.1::DOUBLE END AS price,"
                + " 'k' || (range % 7) AS few, CASE WHEN range % 5 > 0 THEN range::VARCHAR END AS"
                + " many, range % 2 = 0 AS even, CASE WHEN range % 4 > 0 THEN"
                + " list_transform(range(range % 3), x -> x * 0.5::DOUBLE) END AS list FROM"
                + " range(10000)",
            ", CODEC '" + codec + "', PARQUET_VERSION " + version + ", ROW_GROUP_SIZE 4096");
    Table table = read(file);

    assertThat(table.rows()).isEqualTo(rows);
    ListColumn lists = (ListColumn) table.column("list");
    double[] elements = ((DoubleColumn) lists.elements()).values();
    for (int i = 0; i < rows; i++) {
      assertThat(table.longs("id").value(i)).isEqualTo(i);
      assertThat(table.doubles("price").isNull(i)).isEqualTo(i % 3 == 0);
      assertThat(table.doubles("price").value(i)).isEqualTo(i % 3 == 0 ? 0 : i * 0.1);
      assertThat(table.strings("few").value(i)).isEqualTo("k" + i % 7);
      assertThat(table.strings("many").value(i)).isEqualTo(i % 5 == 0 ? null : "" + i);
      assertThat(table.longs("even").value(i)).isEqualTo(i % 2 == 0 ? 1 : 0);
      assertThat(lists.isNull(i)).isEqualTo(i % 4 == 0);
      if (i % 4 > 0) {
        double[] expected = Arrays.copyOf(new double[] {0, 0.5}, i % 3);
        int start = lists.start(i);
        assertThat(Arrays.copyOfRange(elements, start, start + lists.length(i)))
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void columns_everyType_haveTheirKind() throws IOException {
    Path file =
        write(
            "SELECT 1::TINYINT AS i8, 2::SMALLINT AS i16, 3::INTEGER AS i32, 4::BIGINT AS i64,"
                + " 250::UTINYINT AS u8, 4000000000::UINTEGER AS u32, 5::UBIGINT AS u64,"
                + " 0.1::FLOAT AS f32, 0.1::DOUBLE AS f64, 1.25::DECIMAL(9, 2) AS d9,"
                + " 1.25::DECIMAL(15, 2) AS d15, 1.25::DECIMAL(18, 2) AS d18,"
                + " 'x' AS text, 'x'::BLOB AS bytes, true AS truth, DATE '1970-01-03' AS day,"
                + " TIMESTAMP_S '1970-01-01 00:00:01' AS s, TIMESTAMP_MS '1970-01-01 00:00:01.5'"
                + " AS ms, TIMESTAMP '1970-01-01 00:00:01.000001' AS us, TIMESTAMP_NS"
                + " '1970-01-01 00:00:01.000000001' AS ns, TIMESTAMPTZ '1970-01-01"
                + " 00:00:01+00' AS tz, TIME '00:00:01' AS t, [1.5::FLOAT, NULL] AS list,"
                + " [1] AS longs, {'a': 1} AS struct, MAP {'a': 1} AS map, [[1.5]] AS deep",
            "");
    Table table;
    List<StoredColumn> readable;
    try (ParquetFile parquet = open(file)) {
      assertThat(parquet.columns().stream().map(c -> c.name() + " " + c.kind() + " " + c.type()))
          .containsExactly(
              "i8 SMALL_INTEGER int32 (int_8)",
              "i16 SMALL_INTEGER int32 (int_16)",
              "i32 SMALL_INTEGER int32 (int_32)",
              "i64 INTEGER int64 (int_64)",
              "u8 SMALL_INTEGER int32 (uint_8)",
              "u32 SMALL_INTEGER int32 (uint_32)",
              "u64 OTHER int64 (uint_64)",
              "f32 REAL float",
              "f64 REAL double",
              "d9 REAL decimal(9, 2)",
              "d15 REAL decimal(15, 2)",
              "d18 OTHER decimal(18, 2)",
              "text TEXT byte_array (utf8)",
              "bytes OTHER byte_array",
              "truth TRUTH boolean",
              "day DAYS int32 (date)",
              "s MICROSECONDS int64 (timestamp in micros)",
              "ms MILLISECONDS int64 (timestamp in millis)",
              "us MICROSECONDS int64 (timestamp in micros)",
              "ns NANOSECONDS int64 (timestamp in nanos)",
              "tz MICROSECONDS int64 (timestamp in micros)",
              "t OTHER int64 (time)",
              "list VECTOR list of float",
              "longs OTHER list of int32 (int_32)",
              "struct OTHER group",
              "map OTHER group",
              "deep OTHER group");
      readable = parquet.columns().stream().filter(c -> c.kind() != StoredKind.OTHER).toList();
      List<Table> batches = new ArrayList<>();
      parquet.read(0, readable, batches::add);
      table = batches.get(0);
    }
    assertThat(table.longs("i8").value(0)).isEqualTo(1);
    assertThat(table.longs("u8").value(0)).isEqualTo(250);
    assertThat(table.longs("u32").value(0)).isEqualTo(4_000_000_000L);
    assertThat(table.doubles("f32").value(0)).isEqualTo(0.1f);
    assertThat(table.doubles("d9").value(0)).isEqualTo(1.25);
    assertThat(table.doubles("d15").value(0)).isEqualTo(1.25);
    assertThat(table.longs("truth").value(0)).isEqualTo(1);
    assertThat(table.longs("day").value(0)).isEqualTo(2);
    assertThat(table.longs("ms").value(0)).isEqualTo(1_500);
    assertThat(table.longs("us").value(0)).isEqualTo(1_000_001);
    assertThat(table.longs("ns").value(0)).isEqualTo(1_000_000_001);
    assertThat(table.longs("tz").value(0)).isEqualTo(1_000_000);
    ListColumn list = (ListColumn) table.column("list");
    DoubleColumn elements = (DoubleColumn) list.elements();
    assertThat(list.length(0)).isEqualTo(2);
    assertThat(elements.value(list.start(0))).isEqualTo(1.5);
    assertThat(elements.value(list.start(0) + 1)).isNaN();
  }

  @Test
  void read_severalParts_areReadOnTheirOwn() throws IOException {
    Path path = write("SELECT range AS id FROM range(10000)", ", ROW_GROUP_SIZE 4096");
    try (ParquetFile file = open(path)) {
      assertThat(file.parts()).hasSize(3);
      List<Table> batches = new ArrayList<>();
      file.read(1, file.columns(), batches::add);
      Table second = Table.concat(batches);
      assertThat(second.rows()).isEqualTo(file.parts().get(1).rows());
      assertThat(second.longs("id").value(0)).isEqualTo(file.parts().get(0).rows());
    }
  }

  @Test
  void read_textThatIsNoUtf8_isMarked() {
    byte[] bytes = {'a', (byte) 0xC3, '('};
    String text = StoredText.decode(bytes, 0, bytes.length);
    assertThat(StoredText.isMalformed(text)).isTrue();
    assertThat(StoredText.readable(text)).isEqualTo("a\uFFFD(");
    byte[] valid = "a\uFFFD".getBytes(StandardCharsets.UTF_8);
    assertThat(StoredText.isMalformed(StoredText.decode(valid, 0, valid.length))).isFalse();
  }

  @Test
  void read_brotli_isRefused() throws IOException {
    Path path = write("SELECT range AS id FROM range(100)", ", CODEC 'brotli'");
    try (ParquetFile file = open(path)) {
      assertThatThrownBy(() -> file.read(0, file.columns(), table -> {}))
          .isInstanceOf(InvalidFileException.class)
          .hasMessage(
              "a.parquet: row group 0 of 1, column 'id' cannot be read: it is compressed by"
                  + " BROTLI, allowed: uncompressed, snappy, gzip, zstd, lz4_raw");
    }
  }

  @Test
  void open_whatIsNoParquet_isRefused() throws IOException {
    byte[] good = Files.readAllBytes(write("SELECT range AS id FROM range(100)", ""));
    assertRefused(new byte[3], "a.parquet is no Parquet file: it has only 3 bytes");
    assertRefused(
        "id,price\n1,2\n".getBytes(StandardCharsets.UTF_8),
        "a.parquet is no Parquet file or is cut short: it does not end as one does");
    assertRefused(
        Arrays.copyOf(good, good.length - 5),
        "a.parquet is no Parquet file or is cut short: it does not end as one does");
    byte[] encrypted = good.clone();
    encrypted[good.length - 1] = 'E';
    assertRefused(encrypted, "a.parquet is an encrypted Parquet file; write it unencrypted");
  }

  private void assertRefused(byte[] bytes, String message) throws IOException {
    Path file = Files.write(folder.resolve("a.parquet"), bytes);
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(InvalidFileException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"snappy", "zstd", "gzip", "lz4_raw", "uncompressed"})
  void read_anyDamage_isNeverAnythingButRefused(String codec) throws IOException {
    byte[] good =
        Files.readAllBytes(
            write(
                "SELECT range AS id, range::VARCHAR AS text, [range * 0.5::DOUBLE] AS list FROM"
                    + " range(60)",
                ", CODEC '" + codec + "'"));
    for (int at = 0; at < good.length; at += 5) {
      byte[] damaged = good.clone();
      damaged[at] ^= 0x55;
      Path file = Files.write(folder.resolve("a.parquet"), damaged);
      try {
        read(file);
      } catch (InvalidFileException expected) {
        assertThat(expected).hasMessageStartingWith("a.parquet");
      }
    }
  }

  @Test
  void read_int96_isMilliseconds() throws IOException {
    // 1970-01-02T00:00:00.001999999Z, as Spark wrote it before it knew timestamps.
    ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(1_999_999).putInt(2_440_589);
    assertThat(ValueReader.millis(bytes.flip())).isEqualTo(86_400_001);
  }
}
