package dev.tandem.features.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.table.Field;
import dev.tandem.features.table.RandomTables;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TableFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void write_moreThanOneBatch_isReadBackBatchByBatch(Compression compression) throws IOException {
    Table table = RandomTables.everyType(TableFileWriter.BATCH_ROWS + 1000, 500, new Random(1));
    Path file = write("a.arrow", compression, table);

    List<Table> batches = read(file, Optional.empty());

    assertThat(batches).extracting(Table::rows).containsExactly(TableFileWriter.BATCH_ROWS, 1000);
    assertThat(ArrowTables.toBytes(Table.concat(batches))).isEqualTo(ArrowTables.toBytes(table));
  }

  @ParameterizedTest
  @EnumSource
  void write_equalTablesWithOtherCodes_givesEqualFiles(Compression compression) throws IOException {
    Table table = RandomTables.everyType(1000, 50, new Random(2));
    int[] backwards = IntStream.range(0, 1000).map(i -> 999 - i).toArray();
    Table twiceReversed = table.select(backwards).select(backwards);

    assertThat(write("a.arrow", compression, table))
        .hasSameBinaryContentAs(write("b.arrow", compression, twiceReversed));
  }

  @ParameterizedTest
  @EnumSource
  void open_someColumns_yieldsThemInTheOrderAsked(Compression compression) throws IOException {
    Table table = RandomTables.everyType(3000, 50, new Random(3));
    Path file = write("a.arrow", compression, table);
    List<String> columns = List.of("string_list", "bool", "int64", "int64_list", "string");

    List<Table> batches = read(file, Optional.of(columns));

    assertThat(RandomTables.values(batches.get(0)))
        .isEqualTo(RandomTables.values(table.project(columns)));
    assertThat(batches.get(0).fields()).extracting(Field::name).isEqualTo(columns);
  }

  @Test
  void open_unknownColumn_namesTheOnesThereAre() throws IOException {
    Path file = write("a.arrow", Compression.NONE, numbers(3));
    assertThatThrownBy(() -> TableFileReader.open(file, List.of("m")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no column 'm' in " + file + ", which has [n]");
  }

  @Test
  void open_emptyFileOfTables_hasFieldsAndNoRows() throws IOException {
    Path file = write("a.arrow", Compression.NONE, numbers(0));
    try (TableFileReader reader = TableFileReader.open(file)) {
      assertThat(reader.fields()).containsExactly(new Field("n", ValueType.INT64));
      assertThat(reader.next()).isEmpty();
    }
  }

  @Test
  void open_absentFile_isAnIoError() {
    assertThatThrownBy(() -> TableFileReader.open(folder.resolve("none.arrow")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void open_notArrow_saysSo() throws IOException {
    Path file = Files.writeString(folder.resolve("a.arrow"), "user_id,item_id\n1,2\n3,4\n5,6\n");
    assertThatThrownBy(() -> TableFileReader.open(file))
        .isInstanceOf(InvalidArrowException.class)
        .hasMessageStartingWith(file + " is not an Arrow file or is cut short: ");
  }

  @Test
  void open_cutAnywhere_isRefused() throws IOException {
    byte[] whole =
        Files.readAllBytes(
            write("a.arrow", Compression.ZSTD, RandomTables.everyType(50, 9, new Random(4))));
    for (int length = 0; length < whole.length; length += 7) {
      Path file = Files.write(folder.resolve("cut.arrow"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> TableFileReader.open(file))
          .as("first %d bytes", length)
          .isInstanceOf(InvalidArrowException.class);
    }
  }

  @Test
  void next_damagedBatch_namesFileAndBatch() throws IOException {
    Path file = write("a.arrow", Compression.ZSTD, numbers(5000));
    byte[] bytes = Files.readAllBytes(file);
    bytes[zstdFrame(bytes)] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> read(file, Optional.empty()))
        .isInstanceOf(InvalidArrowException.class)
        .hasMessageStartingWith(file + ": record batch 0 of 1: ");
  }

  private static int zstdFrame(byte[] bytes) {
    String magic = "(\u00b5/\u00fd";
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(magic);
  }

  @Test
  void close_unfinished_leavesAFileThatIsRefused() throws IOException {
    Path file = folder.resolve("a.arrow");
    Table table = numbers(10);
    try (TableFileWriter writer =
        TableFileWriter.open(create(file), table.fields(), Compression.NONE)) {
      writer.write(table);
      assertThat(writer.rows()).isEqualTo(10);
    }
    assertThatThrownBy(() -> TableFileReader.open(file)).isInstanceOf(InvalidArrowException.class);
  }

  @Test
  void write_otherFields_isRefused() throws IOException {
    try (TableFileWriter writer =
        TableFileWriter.open(create(folder.resolve("a")), numbers(0).fields(), Compression.NONE)) {
      Table other = Table.builder(1).add("s", StringColumn.of("x")).build();
      assertThatThrownBy(() -> writer.write(other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "a table of [Field[name=s, type=STRING]] does not go into a file of"
                  + " [Field[name=n, type=INT64]]");
    }
  }

  @Test
  void toBytes_unpairedSurrogate_isRefused() {
    Table table = Table.builder(1).add("s", StringColumn.of("a\ud800")).build();
    assertThatThrownBy(() -> ArrowTables.toBytes(table))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a value of column 's' is not Unicode text: unpaired surrogate at index 1");
  }

  @Test
  void toBytes_noColumnsOrNoRows_keepsTheShape() {
    assertThat(ArrowTables.fromBytes(ArrowTables.toBytes(Table.builder(7).build())).rows())
        .isEqualTo(7);
    Table empty = RandomTables.everyType(0, 1, new Random(5));
    assertThat(ArrowTables.fromBytes(ArrowTables.toBytes(empty)).fields())
        .isEqualTo(empty.fields());
  }

  private static Table numbers(int rows) {
    Table table = Table.allocate(List.of(new Field("n", ValueType.INT64)), rows);
    for (int row = 0; row < rows; row++) {
      table.longs("n").set(row, row * 7L);
    }
    return table;
  }

  private Path write(String name, Compression compression, Table table) throws IOException {
    Path file = folder.resolve(name);
    ArrowTables.writeFile(create(file), table.fields(), List.of(table), compression);
    return file;
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static List<Table> read(Path file, Optional<List<String>> columns) throws IOException {
    List<Table> batches = new ArrayList<>();
    try (TableFileReader reader =
        TableFileReader.open(file.toString(), FileChannel.open(file), columns)) {
      for (Optional<Table> batch = reader.next(); batch.isPresent(); batch = reader.next()) {
        batches.add(batch.get());
      }
    }
    return batches;
  }
}
