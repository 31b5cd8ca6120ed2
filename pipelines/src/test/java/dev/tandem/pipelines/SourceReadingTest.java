package dev.tandem.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.pipelines.export.ExportFormat;
import dev.tandem.pipelines.export.IfExists;
import dev.tandem.pipelines.export.RowExport;
import dev.tandem.pipelines.read.SourceUnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceReadingTest {
  private static final List<Field> FIELDS =
      List.of(new Field("id", ValueType.INT64), new Field("size", ValueType.FLOAT64));

  @TempDir Path folder;
  private final List<Table> good = new ArrayList<>();
  private final List<Table> letters = new ArrayList<>();

  private static Source source(Source.Format format, String path) {
    return new Source(
        "table",
        format,
        List.of(path),
        true,
        Optional.empty(),
        List.of(
            new SourceField(
                "id", ValueType.INT64, false, Optional.empty(), List.of(), Optional.empty()),
            new SourceField(
                "size",
                ValueType.FLOAT64,
                false,
                Optional.empty(),
                List.of(),
                Optional.of(new SourceField.Range(0, 100)))),
        Optional.empty(),
        List.of("id"),
        Optional.empty(),
        Optional.empty(),
        1,
        Optional.empty());
  }

  private SourceReading.Account read(Source.Format format, String path) {
    return SourceReading.of(source(format, path)).forEach(good::add, letters::add);
  }

  private List<Long> column(String name) {
    List<Long> values = new ArrayList<>();
    for (Table table : good) {
      for (int row = 0; row < table.rows(); row++) {
        values.add(table.longs(name).value(row));
      }
    }
    return values;
  }

  @Test
  void forEach_csv_handsOverRowsInTheirOrderAndTheOthersApart() throws IOException {
    Path file =
        Files.writeString(folder.resolve("t.csv"), "id,size\n5,1\n4,x\n3,2\n3,2\n2,101\n1,3\n");

    SourceReading.Account account = read(Source.Format.CSV, file.toString());

    assertThat(account.read()).isEqualTo(6);
    assertThat(account.refused()).isEqualTo(Map.of("wrong_type", 1L, "out_of_range", 1L));
    assertThat(account.deadLetters()).isEqualTo(2);
    assertThat(column("id")).as("copies are rows").containsExactly(5L, 3L, 3L, 1L);
    assertThat(column(EventColumns.ID_LO)).as("lines").containsExactly(2L, 4L, 5L, 7L);
    assertThat(letters).singleElement().satisfies(t -> assertThat(t.rows()).isEqualTo(2));
  }

  @Test
  void forEach_parquetWithRefusedRows_keepsTheOrder() throws IOException {
    Path file = folder.resolve("t.parquet");
    int rows = 1000;
    long[] ids = new long[rows];
    double[] sizes = new double[rows];
    for (int row = 0; row < rows; row++) {
      ids[row] = (long) rows - row;
      sizes[row] = row % 7 == 3 ? -1 : row % 50;
    }
    try (RowExport export = RowExport.open(file, ExportFormat.PARQUET, IfExists.REFUSE, FIELDS)) {
      export.write(
          Table.builder(rows)
              .add("id", LongColumn.of(ValueType.INT64, ids))
              .add("size", DoubleColumn.of(sizes))
              .build());
      export.finish();
    }

    SourceReading.Account account = read(Source.Format.PARQUET, file.toString());

    assertThat(account.refused()).isEqualTo(Map.of("out_of_range", 143L));
    assertThat(column("id")).hasSize(857).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(column(EventColumns.ID_LO)).isSorted().startsWith(1L, 2L, 3L, 5L);
  }

  @Test
  void forEach_sameNamesInTwoFolders_areDifferentRows() throws IOException {
    for (String day : List.of("day=1", "day=2")) {
      Files.createDirectories(folder.resolve(day));
      Files.writeString(folder.resolve(day).resolve("part.csv"), "id,size\n1,1\n");
    }

    read(Source.Format.CSV, folder + "/day=*/part.csv");

    assertThat(column(EventColumns.ID_HI)).hasSize(2).doesNotHaveDuplicates();
    assertThat(column(EventColumns.TIME)).allMatch(t -> t >= 0 && t < 1L << 40);
  }

  @Test
  void forEach_sameFilesInAnotherFolder_areTheSameRows() throws IOException {
    for (String place : List.of("here", "there")) {
      Files.createDirectories(folder.resolve(place));
      Files.writeString(folder.resolve(place).resolve("t.csv"), "id,size\n1,1\n");
      read(Source.Format.CSV, folder.resolve(place).resolve("t.csv").toString());
    }

    assertThat(column(EventColumns.ID_HI).get(0)).isEqualTo(column(EventColumns.ID_HI).get(1));
  }

  @Test
  void forEach_missingFile_saysSo() {
    assertThatThrownBy(() -> read(Source.Format.CSV, folder + "/none.csv"))
        .isInstanceOf(SourceUnreadableException.class)
        .hasMessageContaining("none.csv");
  }

  @Test
  void close_exportThatIsNotFinished_leavesNothing() throws IOException {
    try (RowExport export =
        RowExport.open(folder.resolve("p.csv"), ExportFormat.CSV, IfExists.REFUSE, FIELDS)) {
      export.write(Table.allocate(FIELDS, 1));
    }

    assertThat(folder).isEmptyDirectory();
  }
}
