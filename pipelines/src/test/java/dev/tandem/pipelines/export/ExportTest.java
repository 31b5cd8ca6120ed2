package dev.tandem.pipelines.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.arrow.Compression;
import dev.tandem.features.dataset.CorruptDatasetException;
import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.dataset.LocalDatasetWriter;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.pipelines.DuckDb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What DuckDB reads from files that were exported. */
class ExportTest {
  private static final List<Field> FIELDS =
      List.of(
          new Field("__time", ValueType.TIMESTAMP),
          new Field("user_id", ValueType.INT64),
          new Field("price", ValueType.FLOAT64),
          new Field("title", ValueType.STRING),
          new Field("clicked", ValueType.BOOL),
          new Field("last_prices", ValueType.FLOAT64_LIST),
          new Field("last_items", ValueType.INT64_LIST),
          new Field("last_words", ValueType.STRING_LIST),
          new Field("label.click", ValueType.INT64));
  private static final double[] PRICES = {0, 4.9E-324, -1.7976931348623157E308, 1.0 / 3};

  /** The rows as DuckDB writes them. */
  private static final List<List<String>> EXPECTED =
      List.of(
          List.of("0", "0", "null", "plain", "false", "[]", "[]", "[]", "0"),
          List.of(
              "1",
              "-9223372036854775808",
              "4.9E-324",
              "",
              "true",
              "[0.1]",
              "[7]",
              "[say \"\\, so]",
              "1"),
          List.of(
              "1769932800123",
              "2",
              "-1.7976931348623157E308",
              "a \"b\", c\r\nd",
              "false",
              "[0.1, 0.1]",
              "[7, 7]",
              "[say \"\\, so, say \"\\, so]",
              "2"),
          List.of("-1", "3", "0.3333333333333333", "ğ€😀", "true", "null", "null", "null", "3"));

  private static final String COLUMNS =
      "epoch_ms(__time), user_id, price, title, clicked, last_prices::VARCHAR,"
          + " last_items::VARCHAR, %s, \"label.click\"";

  @TempDir Path folder;
  private LocalDataset dataset;

  @BeforeEach
  void publish() throws IOException {
    dataset = publish("dataset", table());
  }

  private LocalDataset publish(String name, Table... batches) throws IOException {
    try (LocalDatasetWriter writer =
        LocalDatasetWriter.open(folder.resolve(name), batches[0].fields(), Compression.NONE)) {
      for (Table batch : batches) {
        writer.write(batch);
      }
      return writer.publish(Map.of(), Optional.empty(), "f");
    }
  }

  private static Table table() {
    Table table = Table.allocate(FIELDS, PRICES.length);
    long[] times = {0, 1, 1_769_932_800_123L, -1};
    String[] titles = {"plain", "", "a \"b\", c\r\nd", "ğ€😀"};
    for (int row = 0; row < PRICES.length; row++) {
      table.longs("__time").set(row, times[row]);
      table.longs("user_id").set(row, row == 1 ? Long.MIN_VALUE : row);
      table.doubles("price").set(row, PRICES[row]);
      table.strings("title").set(row, titles[row]);
      table.longs("clicked").set(row, row % 2);
      table.longs("label.click").set(row, row);
      if (row < 3) {
        set(table.column("last_prices"), row, 0.1);
        set(table.column("last_items"), row, 7L);
        set(table.column("last_words"), row, "say \"\\, so");
      }
    }
    table.doubles("price").setNull(0);
    return table;
  }

  /** As many elements as the row has for its number. */
  private static void set(Column column, int row, Object element) {
    ListColumn lists = (ListColumn) column;
    int start = lists.set(row, row);
    for (int i = start; i < start + row; i++) {
      if (element instanceof Double number) {
        ((DoubleColumn) lists.elements()).set(i, number);
      } else if (element instanceof Long number) {
        ((LongColumn) lists.elements()).set(i, number);
      } else {
        ((StringColumn) lists.elements()).set(i, (String) element);
      }
    }
  }

  private Path export(ExportFormat format, String name) throws IOException {
    Path file = folder.resolve("out").resolve(name);
    assertThat(Export.of(dataset, format).to(file, (rows, all) -> {})).isEqualTo(4);
    return file;
  }

  @Test
  void to_parquet_isReadByDuckDb() throws IOException {
    Path file = export(ExportFormat.PARQUET, "rows.parquet");

    assertThat(
            DuckDb.query(
                "SELECT "
                    + COLUMNS.formatted(
                        "CASE WHEN last_words IS NULL THEN NULL ELSE '[' ||"
                            + " list_aggregate(last_words, 'string_agg', ', ') || ']' END")
                    + " FROM '"
                    + file
                    + "'"))
        .usingRecursiveComparison()
        .isEqualTo(withNullForEmptyWords());
    assertThat(DuckDb.query("SELECT column_name, column_type FROM (DESCRIBE FROM '" + file + "')"))
        .containsExactly(
            List.of("__time", "TIMESTAMP WITH TIME ZONE"),
            List.of("user_id", "BIGINT"),
            List.of("price", "DOUBLE"),
            List.of("title", "VARCHAR"),
            List.of("clicked", "BOOLEAN"),
            List.of("last_prices", "DOUBLE[]"),
            List.of("last_items", "BIGINT[]"),
            List.of("last_words", "VARCHAR[]"),
            List.of("label.click", "BIGINT"));
  }

  /** DuckDB aggregates no words to null. */
  private static List<List<String>> withNullForEmptyWords() {
    List<List<String>> rows = new ArrayList<>(EXPECTED);
    List<String> first = new ArrayList<>(rows.get(0));
    first.set(7, "null");
    rows.set(0, first);
    return rows;
  }

  @Test
  void to_csv_isReadByDuckDb() throws IOException {
    assertReadAsCsv(export(ExportFormat.CSV, "rows.csv"));
    assertReadAsCsv(export(ExportFormat.CSV_GZIP, "rows.csv.gz"));
  }

  private static void assertReadAsCsv(Path file) {
    String columns =
        "{'__time': 'TIMESTAMPTZ', 'user_id': 'BIGINT', 'price': 'DOUBLE', 'title': 'VARCHAR',"
            + " 'clicked': 'BOOLEAN', 'last_prices': 'DOUBLE[]', 'last_items': 'BIGINT[]',"
            + " 'last_words': 'VARCHAR', 'label.click': 'BIGINT'}";
    List<List<String>> rows =
        DuckDb.query(
            "SELECT "
                + COLUMNS.formatted("last_words")
                + " FROM read_csv('"
                + file
                + "', header = true, allow_quoted_nulls = false, auto_detect = false, quote = '\"', escape = '\"', columns = "
                + columns
                + ")");
    String words = "\"say \\\"\\\\, so\"";
    assertThat(rows.stream().map(row -> row.get(7)))
        .containsExactly("[]", "[" + words + "]", "[" + words + "," + words + "]", "null");
    assertThat(rows.stream().map(ExportTest::withoutWords))
        .containsExactlyElementsOf(EXPECTED.stream().map(ExportTest::withoutWords).toList());
  }

  private static List<String> withoutWords(List<String> row) {
    List<String> others = new ArrayList<>(row);
    others.remove(7);
    return others;
  }

  @Test
  void to_csv_isRfc4180() throws IOException {
    String text = Files.readString(export(ExportFormat.CSV, "rows.csv"), StandardCharsets.UTF_8);

    assertThat(text)
        .startsWith(
            "__time,user_id,price,title,clicked,last_prices,last_items,last_words,label.click\r\n"
                + "1970-01-01T00:00:00.000Z,0,,plain,false,[],[],[],0\r\n"
                + "1970-01-01T00:00:00.001Z,-9223372036854775808,4.9E-324,\"\",true,[0.1],[7],")
        .contains(
            "2026-02-01T08:00:00.123Z,2,-1.7976931348623157E308,\"a \"\"b\"\", c\r\nd\",false,"
                + "\"[0.1,0.1]\",\"[7,7]\",")
        .endsWith("1969-12-31T23:59:59.999Z,3,0.3333333333333333,ğ€😀,true,,,,3\r\n");
    try (GZIPInputStream in =
        new GZIPInputStream(Files.newInputStream(export(ExportFormat.CSV_GZIP, "rows.gz")))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(text);
    }
  }

  @Test
  void to_severalFiles_shareTheRowsInOrder() throws IOException {
    Table numbers = Table.allocate(List.of(new Field("n", ValueType.INT64)), 10);
    for (int row = 0; row < 10; row++) {
      numbers.longs("n").set(row, row);
    }
    LocalDataset ten =
        publish("ten", numbers.select(new int[] {0, 1, 2, 3, 4, 5, 6}), numbers.select(LAST));
    for (ExportFormat format : ExportFormat.values()) {
      Path out = folder.resolve("ten-" + format);
      List<String> progress = new ArrayList<>();
      long rows =
          Export.of(ten, format)
              .withFiles(3)
              .to(out, (done, all) -> progress.add(done + "/" + all));

      assertThat(rows).isEqualTo(10);
      assertThat(progress).endsWith("10/10");
      assertThat(names(out))
          .containsExactly(
              "part-00000" + format.extension(),
              "part-00001" + format.extension(),
              "part-00002" + format.extension());
      List<List<String>> found = new ArrayList<>();
      for (String name : names(out)) {
        found.add(
            DuckDb.query("SELECT n FROM '" + out.resolve(name) + "'").stream()
                .map(row -> row.get(0))
                .toList());
      }
      assertThat(found)
          .containsExactly(
              List.of("0", "1", "2"), List.of("3", "4", "5"), List.of("6", "7", "8", "9"));
    }
  }

  private static final int[] LAST = {7, 8, 9};

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void to_whatIsThere_isKeptUnlessToldOtherwise() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.csv"), "mine");
    Export export = Export.of(dataset, ExportFormat.CSV);
    assertThatThrownBy(() -> export.to(file, (rows, all) -> {}))
        .isInstanceOf(ExportRefusedException.class)
        .hasMessage(file + " is there already; name another, or overwrite it with --overwrite");
    assertThat(file).hasContent("mine");

    Export replacing = export.withTarget(IfExists.REPLACE);
    replacing.to(file, (rows, all) -> {});
    assertThat(Files.readString(file)).startsWith("__time,");

    assertThatThrownBy(() -> replacing.to(folder, (rows, all) -> {}))
        .isInstanceOf(ExportRefusedException.class)
        .hasMessage(folder + " is a folder; name a file");
    assertThatThrownBy(() -> replacing.withFiles(2).to(file, (rows, all) -> {}))
        .isInstanceOf(ExportRefusedException.class)
        .hasMessage(file + " is a file; name a folder for several files");
    assertThatThrownBy(() -> replacing.withFiles(2).to(folder, (rows, all) -> {}))
        .isInstanceOf(ExportRefusedException.class)
        .hasMessage(folder + " holds something else than an export, so it is not overwritten");
    Path parts = folder.resolve("parts");
    replacing.withFiles(3).to(parts, (rows, all) -> {});
    replacing.withFiles(2).to(parts, (rows, all) -> {});
    assertThat(names(parts)).containsExactly("part-00000.csv", "part-00001.csv");
    assertThat(names(folder)).containsExactly("dataset", "mine.csv", "parts");
  }

  @Test
  void to_damagedDataset_leavesNothing() throws IOException {
    Files.write(dataset.parts().get(0), new byte[] {1});
    Path out = folder.resolve("out.parquet");

    assertThatThrownBy(() -> Export.of(dataset, ExportFormat.PARQUET).to(out, (rows, all) -> {}))
        .isInstanceOf(CorruptDatasetException.class);
    assertThat(names(folder)).containsExactly("dataset");
  }
}
