package dev.tandem.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.yaml.ProjectReader;
import dev.tandem.pipelines.ingest.StagedColumns;
import dev.tandem.pipelines.read.SourceUnreadableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that change, that are damaged, or that are not what is declared. */
class SourceFilesTest {
  private static final String YAML =
      """
      project: shop
      sources:
        events:
          format: %s
          path: [in, "more/*.x"]
          fields:
            id: int64
            price: {type: float64, optional: true}
            name: {type: string, optional: true, column: Title}
            at: {type: timestamp%s}
          event_time: at
          event_id: [id]
      """;

  @TempDir Path folder;

  private Project declared(String format, String unit) throws IOException {
    Path file = folder.resolve("tandem.yaml");
    return ProjectReader.read(Files.writeString(file, YAML.formatted(format, unit)));
  }

  private IngestReport run(Project project) {
    return Ingest.of(project, "events")
        .withFolder(folder)
        .run(
            PipelineSettings.of(folder.resolve("home"))
                .withShards(1)
                .withClock(InstantSource.fixed(EventLog.NOW)));
  }

  private List<String> staged(Project project) {
    return Datasets.lines(
            Datasets.sorted(run(project).dataset(), StagedColumns.of(project.source("events"))))
        .stream()
        .map(line -> line.replaceAll("__id_\\w+=\\S+ ", ""))
        .toList();
  }

  private Path parquet(String name, String query) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    DuckDb.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
    return file;
  }

  private void assertRefused(Project project, String message) {
    assertThatThrownBy(() -> run(project))
        .isInstanceOf(SourceUnreadableException.class)
        .hasMessage(message);
    assertThat(folder.resolve("home/sources/events/manifests")).doesNotExist();
  }

  @Test
  void run_columnsComeAndGoBetweenFiles_optionalOnesAreNull() throws IOException {
    parquet("in/a.parquet", "SELECT 1 AS id, 1.5::FLOAT AS price, 'a' AS Title, 0::BIGINT AS at");
    parquet("in/b.parquet", "SELECT 1000::BIGINT AS at, 'more' AS extra, 2::TINYINT AS id");
    parquet("more/c.x", "SELECT 2000 AS at, 7::SMALLINT AS price, 3::UINTEGER AS id");
    parquet("more/ignored.y", "SELECT 1 AS nothing");

    assertThat(staged(declared("parquet", ", unit: milliseconds")))
        .containsExactly(
            "__time=0 id=1 price=3ff8000000000000 name=a at=0 ",
            "__time=1000 id=2 price=null name=null at=1000 ",
            "__time=2000 id=3 price=401c000000000000 name=null at=2000 ");
  }

  @Test
  void run_instantsOfEveryKind_areMilliseconds() throws IOException {
    parquet(
        "in/a.parquet",
        "SELECT 1 AS id, DATE '2026-01-02' AS at UNION ALL SELECT 2, DATE '1970-01-01'");
    parquet("in/b.parquet", "SELECT 3 AS id, TIMESTAMP_NS '1970-01-01 00:00:00.001999999' AS at");
    parquet("in/c.parquet", "SELECT 4 AS id, TIMESTAMP '1970-01-01 00:00:00.002' AS at");
    parquet("in/d.parquet", "SELECT 5 AS id, '1970-01-01T01:00:00.003+01:00' AS at");
    Files.createDirectories(folder.resolve("more"));
    Files.copy(folder.resolve("in/d.parquet"), folder.resolve("more/d.x"));

    assertThat(staged(declared("parquet", "")))
        .containsExactly(
            "__time=0 id=2 price=null name=null at=0 ",
            "__time=1 id=3 price=null name=null at=1 ",
            "__time=2 id=4 price=null name=null at=2 ",
            "__time=3 id=5 price=null name=null at=3 ",
            "__time=1767312000000 id=1 price=null name=null at=1767312000000 ");
  }

  @Test
  void run_columnsOfOtherTypes_areAllReportedBeforeAnythingIsRead() throws IOException {
    parquet("in/a.parquet", "SELECT 1 AS id, TIMESTAMP '2026-01-01' AS at");
    Path wrong =
        parquet("more/b.x", "SELECT 1.5 AS id, 'x' AS price, 2::BIGINT AS at, [1.5] AS \"Title\"");

    assertRefused(
        declared("parquet", ""),
        wrong
            + ": column 'id' is decimal(2, 1), but field 'id' of source 'events' is int64, which"
            + " is read from an integer of at most 64 bits with a sign; column 'price' is"
            + " byte_array (utf8), but field 'price' of source 'events' is float64, which is read"
            + " from a floating-point number, an integer of at most 32 bits or a decimal of at"
            + " most 15 digits; column 'Title' is list of decimal(2, 1), but field 'name' of"
            + " source 'events' is string, which is read from text; column 'at' is int64 (int_64),"
            + " but field 'at' of source 'events' is timestamp, which is read from a timestamp, a"
            + " date or ISO 8601 text; for an integer, declare its unit");
  }

  @Test
  void run_requiredColumnMissing_saysWhichThereAre() throws IOException {
    Path file = parquet("in/a.parquet", "SELECT 1 AS \"ID\", TIMESTAMP '2026-01-01' AS at");
    parquet("more/b.x", "SELECT 1 AS id, TIMESTAMP '2026-01-01' AS at");

    assertRefused(
        declared("parquet", ""),
        file + ": there is no column 'id', which source 'events' declares; it has: ID, at");
  }

  @Test
  void run_filesOfAnotherFormat_areRefused() throws IOException {
    Path file = parquet("in/a.parquet", "SELECT 1 AS id");
    Path text = EventLog.writeText(folder.resolve("more/b.x"), "id,at\n1,2026-01-01T00:00:00Z\n");
    assertRefused(
        declared("parquet", ""),
        file + ": there is no column 'at', which source 'events' declares; it has: id");
    Files.copy(text, file, StandardCopyOption.REPLACE_EXISTING);
    assertRefused(
        declared("parquet", ""),
        file + " is no Parquet file or is cut short: it does not end as one does");
    assertThatThrownBy(() -> run(declared("arrow", "")))
        .isInstanceOf(SourceUnreadableException.class)
        .hasMessage(file + " is not an Arrow IPC file or stream: it does not begin as one does");
  }

  @Test
  void run_damagedGzip_isRefused() throws IOException {
    String csv = EventLog.csv(EventLog.rows(500, 1), ",");
    Path file = EventLog.writeGzip(folder.resolve("in/a.csv.gz"), csv);
    Files.createDirectories(folder.resolve("more"));
    byte[] whole = Files.readAllBytes(file);
    Project project = EventLog.declared(folder, "csv", "");
    Ingest ingest = Ingest.of(project, "events").withFiles(List.of(file.toString()));
    PipelineSettings settings = PipelineSettings.of(folder.resolve("home"));

    for (int length : new int[] {5, whole.length / 4, whole.length - 3}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> ingest.run(settings))
          .isInstanceOf(SourceUnreadableException.class)
          .hasMessageStartingWith(file + " is damaged or cut short as gzip: ");
    }
    Files.writeString(file, csv, StandardCharsets.UTF_8);
    assertThatThrownBy(() -> ingest.run(settings))
        .isInstanceOf(SourceUnreadableException.class)
        .hasMessage(file + " is named .gz, but does not begin as a gzip file does");
  }

  @Test
  void run_compressedParquet_isRefused() throws IOException {
    Path file = EventLog.writeGzip(folder.resolve("in/a.parquet"), "PAR1");
    EventLog.writeText(folder.resolve("more/b.x"), "");
    assertRefused(
        declared("parquet", ""),
        file + " is compressed by gzip, which only a csv source may be; decompress it");
  }

  @Test
  void run_oneOfSeveralPathsIsMissing_saysWhich() throws IOException {
    parquet("in/a.parquet", "SELECT 1 AS id, TIMESTAMP '2026-01-01' AS at");
    assertRefused(
        declared("parquet", ""), "source 'events': no file matches " + folder.resolve("more/*.x"));
  }

  @Test
  void run_tabsAndMappedColumns_areRead() throws IOException {
    Path file = folder.resolve("tandem.yaml");
    Project project =
        ProjectReader.read(
            Files.writeString(
                file,
                YAML.formatted("csv", "").replace("  path:", "  delimiter: \"\\t\"\n    path:")));
    EventLog.writeText(
        folder.resolve("in/a.tsv"),
        "id\tTitle\tat\tprice\t\n"
            + "1\ta,b\t1970-01-01T00:00:00Z\t1.5\t\n"
            + "2\t\"c\td\"\t1970-01-01T00:00:01Z\t\t\n");
    EventLog.writeText(folder.resolve("more/b.x"), "at\tid\n1970-01-01T00:00:02Z\t3\n");

    assertThat(staged(project))
        .containsExactly(
            "__time=0 id=1 price=3ff8000000000000 name=a,b at=0 ",
            "__time=1000 id=2 price=null name=c\td at=1000 ",
            "__time=2000 id=3 price=null name=null at=2000 ");
  }
}
