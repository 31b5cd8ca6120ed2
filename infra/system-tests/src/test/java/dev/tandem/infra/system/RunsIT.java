package dev.tandem.infra.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.infra.redis.LocalRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the verbs say before and after they compute something, as new files come in. */
class RunsIT {
  @TempDir Path folder;

  private SmallProject project() {
    return SmallProject.in(folder).with("path: clicks.csv", "path: log");
  }

  private void add(String file, long fromSeconds, int rows) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      lines.add(
          (row % 7) + "," + (row % 3 == 0 ? "click" : "view") + ",5," + (fromSeconds + 60L * row));
    }
    Files.createDirectories(folder.resolve("log"));
    Files.write(folder.resolve("log").resolve(file), lines);
  }

  private static TandemCall call(String verb, SmallProject project, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(verb, project.declaration().toString(), "--home", project.home().toString()));
    arguments.addAll(Arrays.asList(more));
    TandemCall call = TandemCall.of(arguments.toArray(String[]::new));
    assertThat(call.code()).as("%s: %s", verb, call.err()).isZero();
    return call;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  @Test
  void verbs_newFilesComeIn_sayWhatTheyDoAndDoOnlyThat() throws IOException {
    SmallProject project = project();
    try (LocalRedis redis = LocalRedis.start()) {
      String endpoint = redis.host() + ":" + redis.port();
      add("1.csv", 1_500_000_000, 200);
      List<String> before = files();
      assertThat(call("backfill", project, "--dry-run").out())
          .startsWith("dry run: this is what would be done\n")
          .contains(
              "ingest clicks: everything (the source has not been ingested before): would read")
          .contains(
              "backfill views: everything (source clicks from scratch: the source has not been"
                  + " ingested before)");
      assertThat(call("materialize", project, "--redis", endpoint, "--dry-run").out())
          .contains("materialize ranking: user_activity: everything (its source has not been");
      assertThat(files()).isEqualTo(before);
      assertThat(redis.contents()).isEmpty();

      call("backfill", project);
      assertThat(call("materialize", project, "--redis", endpoint).out()).contains("7 entities");
      assertThat(call("backfill", project, "--dry-run").out())
          .contains("ingest clicks: nothing (the files have not changed)")
          .contains("apply: nothing (the declaration has not changed)")
          .contains("backfill views: nothing (neither events nor declarations have changed)");
      assertThat(call("materialize", project, "--redis", endpoint, "--dry-run").out())
          .contains("user_activity: nothing (the store holds the same events)");

      add("2.csv", 1_500_000_000 + 60 * 200, 3);
      List<String> held = files();
      assertThat(call("backfill", project, "--dry-run").out())
          .contains("ingest clicks: increment (1 new file): would read")
          .contains("2.csv; 3 events, the oldest at 2017-07-14T06:00:00Z")
          .containsPattern("backfill views: increment .* would keep \\d+ of \\d+ rows");
      assertThat(call("materialize", project, "--redis", endpoint, "--dry-run").out())
          .contains("user_activity: increment (3 events of source clicks to be ingested)");
      assertThat(files()).isEqualTo(held);

      assertThat(call("backfill", project).out())
          .contains("ingest clicks: 1 new file, 3 rows read now and 200 before; 203 rows read =")
          .containsPattern("backfill views: 3 new events; rows before .* stay, \\d+ computed now");
      assertThat(call("materialize", project, "--redis", endpoint).out())
          .contains("3 entities of 1 views");
      assertThat(call("materialize", project, "--redis", endpoint).out()).contains("unchanged, 0");
    }
    String runs = TandemCall.of("runs", "--home", project.home().toString()).out();
    assertThat(runs.lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("done ").contains("ingest clicks: everything ("),
            line -> assertThat(line).contains("done ").contains("backfill views: everything ("),
            line -> assertThat(line).contains("unchanged").contains("ingest clicks: nothing ("),
            line -> assertThat(line).contains("done ").contains("materialize ranking: everything"),
            line -> assertThat(line).contains("done ").contains("ingest clicks: increment (1 new"),
            line -> assertThat(line).contains("done ").contains("backfill views: increment (3 new"),
            line -> assertThat(line).contains("unchanged").contains("ingest clicks: nothing ("),
            line -> assertThat(line).contains("done ").contains("materialize ranking: increment"),
            line -> assertThat(line).contains("unchanged").contains("ingest clicks: nothing ("),
            line ->
                assertThat(line).contains("unchanged").contains("materialize ranking: nothing"));
    assertThat(TandemCall.of("runs", "--home", project.home().toString(), "--last", "1").out())
        .startsWith("9 earlier steps; --last 10 lists them\n");
  }

  @Test
  void runDry_emptyHome_saysEverythingAndTouchesNothing() throws IOException {
    SmallProject project = project();
    add("1.csv", 1_500_000_000, 20);
    List<String> before = files();
    TandemCall dry = project.run("--dry-run");
    assertThat(dry.code()).as(dry.err()).isZero();
    assertThat(dry.out())
        .contains("apply: ")
        .contains("ingest clicks: everything")
        .contains("backfill views: everything")
        .contains("train ranker: everything (a model is always trained anew)")
        .contains("materialize ranking: everything (into a Redis of the run's own)");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void runs_emptyHome_saysSo() {
    Path home = folder.resolve("nowhere");
    assertThat(TandemCall.of("runs", "--home", home.toString()).out())
        .isEqualTo("nothing was run in " + home + "\n");
    assertThat(home).doesNotExist();
  }
}
