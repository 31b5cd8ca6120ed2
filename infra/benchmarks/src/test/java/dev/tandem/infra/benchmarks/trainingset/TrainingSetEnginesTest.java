package dev.tandem.infra.benchmarks.trainingset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.pipelines.RunnerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingSetEnginesTest {
  private static final EventLog LOG = new EventLog(4_000, 7);

  @TempDir private Path folder;

  private Comparison.Finding compare(Workload workload) throws IOException, SQLException {
    Path log = LOG.writeTo(folder);
    Path tandem = folder.resolve("tandem");
    Path duckdb = folder.resolve("duckdb");
    new TandemEngine(workload, RunnerKind.DIRECT, 2).run(log, tandem);
    new DuckDbEngine(workload, 2, 512L << 20).run(log, duckdb);
    return Comparison.find(
        workload,
        TandemEngine.trainingSet(tandem),
        "read_parquet('" + DuckDbEngine.parquet(duckdb) + "')");
  }

  @Test
  void tandemAndDuckDb_writeEqualRows() throws IOException, SQLException {
    Comparison.Finding finding = compare(Workload.without(LOG, List.of()));
    assertThat(finding.equal()).isTrue();
    assertThat(finding.rows()).isBetween(300L, 450L);
  }

  @Test
  void withoutExtremaAndDistinct_writeEqualRows() throws IOException, SQLException {
    assertThat(compare(Workload.without(LOG, List.of("min", "max", "distinct"))).equal()).isTrue();
  }

  @Test
  void rowAtATime_writesEveryRow() throws IOException {
    EventLog log = new EventLog(1_000, 7);
    Path file = log.writeTo(folder);
    new RowAtATimeEngine(2).run(file, folder.resolve("rows"));
    try (Stream<String> events = Files.lines(file).skip(1)) {
      assertThat(lines(folder.resolve("rows")))
          .isEqualTo(events.map(RowEvent::parse).filter(RowEvent::isRow).count());
    }
  }

  private static long lines(Path rows) throws IOException {
    long lines = 0;
    try (Stream<Path> files = Files.list(rows)) {
      for (Path file : files.toList()) {
        lines += Files.readAllLines(file).size();
      }
    }
    return lines;
  }

  @Test
  void log_isTheSameEveryTime() throws IOException {
    byte[] first = Files.readAllBytes(LOG.writeTo(folder.resolve("first")));
    assertThat(Files.readAllBytes(LOG.writeTo(folder.resolve("second")))).isEqualTo(first);
  }

  @Test
  void unknownAggregate_isRefused() {
    assertThatThrownBy(() -> Workload.without(LOG, List.of("median")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'median' is no aggregate of the benchmark; there are: count, sum");
  }
}
