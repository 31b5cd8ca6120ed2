package dev.tandem.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.Project;
import dev.tandem.pipelines.ingest.DeadLetters;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One log, written in every format, is one dataset. */
class SourceFormatsTest {
  private static final String SEMICOLON = "    delimiter: ';'";

  @TempDir Path folder;

  private IngestReport ingest(String home, Project project, Path... files) {
    return Ingest.of(project, "events")
        .withFiles(Arrays.stream(files).map(Path::toString).toList())
        .withSliceBytes(3_000)
        .run(
            PipelineSettings.of(folder.resolve(home))
                .withShards(3)
                .withClock(InstantSource.fixed(EventLog.NOW)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void run_sameLogInEveryFormat_sameBytesAndSameReasons(long seed) throws IOException {
    List<EventLog.Row> rows = EventLog.rows(600, seed);
    List<EventLog.Row> first = rows.subList(0, 250);
    List<EventLog.Row> second = rows.subList(250, 600);
    Project csv = EventLog.declared(folder, "csv", "");
    Project parquet = EventLog.declared(folder, "parquet", "");
    Project arrow = EventLog.declared(folder, "arrow", "");
    Project semicolon = EventLog.declared(folder, "csv", SEMICOLON);
    Path data = folder.resolve("data");
    IngestReport expected =
        ingest("csv", csv, EventLog.writeText(data.resolve("log.csv"), EventLog.csv(rows, ",")));

    assertThat(expected.read()).isEqualTo(600);
    assertThat(expected.reasons())
        .containsOnlyKeys(
            "missing_value",
            "not_allowed",
            "not_finite",
            "out_of_range",
            "wrong_dimension",
            "in_future");
    assertThat(List.of(expected.late(), expected.duplicate(), expected.used()))
        .allSatisfy(count -> assertThat(count).isPositive());
    assertSame(
        expected,
        ingest(
            "gzip",
            csv,
            EventLog.writeGzip(data.resolve("first.csv.gz"), EventLog.csv(first, ",")),
            EventLog.writeGzip(data.resolve("named-otherwise"), EventLog.csv(second, ","))));
    assertSame(
        expected,
        ingest(
            "semicolon",
            semicolon,
            EventLog.writeText(data.resolve("log.ssv"), EventLog.csv(rows, ";"))));
    assertSame(
        expected,
        ingest(
            "parquet",
            parquet,
            DuckDb.writeParquet(data.resolve("first.parquet"), first, ""),
            DuckDb.writeParquet(
                data.resolve("second.parquet"),
                second,
                ", CODEC 'zstd', PARQUET_VERSION v2, ROW_GROUP_SIZE 2048")));
    assertSame(
        expected,
        ingest(
            "arrow",
            arrow,
            EventLog.writeArrow(data.resolve("first.arrow"), first),
            EventLog.writeArrowStream(data.resolve("second.arrows"), second)));
  }

  private static void assertSame(IngestReport expected, IngestReport found) {
    assertThat(Datasets.bytes(found.dataset()))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(Datasets.bytes(expected.dataset()));
    assertThat(found.reasons()).isEqualTo(expected.reasons());
    assertThat(
            List.of(
                found.read(), found.used(), found.duplicate(), found.late(), found.deadLetter()))
        .containsExactly(
            expected.read(),
            expected.used(),
            expected.duplicate(),
            expected.late(),
            expected.deadLetter());
    assertThat(found.read())
        .isEqualTo(found.used() + found.duplicate() + found.late() + found.deadLetter());
  }

  @Test
  void run_refusedRowOfParquet_isReadable() throws IOException {
    List<EventLog.Row> rows =
        List.of(
            new EventLog.Row(1L, "a", "view", 1.5, true, List.of(1.0, 2.0), 0L, null),
            new EventLog.Row(
                2L, "say \"b\"", "sell", 2.5, null, List.of(1.0, 2.0), 86_400_000L, 86_400_001L));
    Path file = DuckDb.writeParquet(folder.resolve("in/log.parquet"), rows, "");
    IngestReport report = ingest("home", EventLog.declared(folder, "parquet", ""), file);
    assertThat(report.used()).isEqualTo(1);
    assertThat(Datasets.lines(Datasets.read(report.deadLetterDataset(), DeadLetters.FIELDS)))
        .containsExactly(
            "source=events file="
                + file
                + " line=2 reason=not_allowed detail=kind: one of view, buy is required raw={id:"
                + " 2, title: \"say \"b\"\", kind: \"sell\", price: 2.5, image: [1.0 2.0],"
                + " happened: 1970-01-02T00:00:00Z, received: 1970-01-02T00:00:00.001Z} ");
  }
}
