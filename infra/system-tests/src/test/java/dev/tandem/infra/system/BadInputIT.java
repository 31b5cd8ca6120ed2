package dev.tandem.infra.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.table.Table;
import dev.tandem.infra.redis.LocalRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command says of input that it cannot use, word for word. */
class BadInputIT {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  @TempDir Path folder;
  private SmallProject project;

  @BeforeEach
  void declare() {
    project = SmallProject.in(folder);
  }

  /** The call failed with this message alone, and nothing is there that a reader would take in. */
  private void assertFailed(TandemCall call, String message) {
    assertThat(call.err()).isEqualTo("tandem: " + message + "\n");
    assertThat(call.code()).isEqualTo(FAILED);
    assertThat(published()).isEmpty();
  }

  private static void assertWrongUsage(TandemCall call, String message, String help) {
    assertThat(call.err()).isEqualTo("tandem: " + message + "\nSee: " + help + " --help\n");
    assertThat(call.code()).isEqualTo(WRONG_USAGE);
    assertThat(call.out()).isEmpty();
  }

  /** The datasets, bundles and reports in the home. */
  private List<String> published() {
    if (!Files.isDirectory(project.home())) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(project.home())) {
      return files
          .map(file -> project.home().relativize(file).toString())
          .filter(name -> name.contains("manifests/") || name.matches("(bundles/|report\\.).*"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void run_severalMistakes_areAllReportedWithTheirLines() {
    project
        .with("entity: user\n", "entity: usr\n", "aggregate: sum", "aggregate: summ")
        .withRows(10);
    String file = project.declaration().toString();

    TandemCall call = project.run();

    assertThat(call.err().lines().toList())
        .startsWith(
            "tandem: "
                + file
                + ":19: views.user_activity.entity: found 'usr', allowed: user,"
                + " did you mean 'user'?",
            file
                + ":23: views.user_activity.features.spend_1d.aggregate: found 'summ', allowed:"
                + " count, sum, mean, min, max, last, last_n, count_distinct, variance, stddev,"
                + " first, ratio, time_since_last, decayed_count, decayed_sum, decayed_mean,"
                + " approx_count_distinct, top_k, quantile, vector_mean, did you mean 'sum'?");
    assertThat(call.code()).isEqualTo(FAILED);
    assertThat(project.home()).doesNotExist();
  }

  @Test
  void run_declarationIsNoYaml_saysWhere() {
    project.with("project: small", "project: [small");

    TandemCall call = project.run();

    assertThat(call.err()).startsWith("tandem: " + project.declaration() + ":2: ");
    assertThat(call.err()).contains("not YAML");
    assertThat(call.code()).isEqualTo(FAILED);
    assertThat(project.home()).doesNotExist();
  }

  @Test
  void run_noDeclaration_saysSo() throws IOException {
    Files.delete(project.declaration());
    assertFailed(project.run(), project.declaration() + ": file: there is no such file");
  }

  @Test
  void run_noData_namesSourceAndFile() {
    assertFailed(project.run(), "source 'clicks': no file matches " + project.data());
    assertFailed(
        project.run("--data", folder.resolve("none.csv").toString()),
        "no such file or folder: " + folder.resolve("none.csv"));
  }

  @Test
  void run_emptyData_saysThatThereAreNoRows() {
    TandemCall call = project.withLog("").run();

    assertThat(call.err())
        .isEqualTo(
            "tandem: training set views has no rows: of the events of source clicks where type =="
                + " 'view' there are 0\n");
    assertThat(call.code()).isEqualTo(FAILED);
    assertThat(project.home().resolve("bundles")).doesNotExist();
    assertThat(project.home().resolve("report.json")).doesNotExist();
  }

  @Test
  void run_everyRowOfTheWrongWidth_publishesNothing() {
    TandemCall call = project.withLog("1,view,1.0\n".repeat(10)).run();

    assertThat(call.err())
        .startsWith(
            "tandem: source 'clicks': 10 of 10 rows cannot be used, more than the declared share of"
                + " 0.5; nothing was published. Reasons: 10 column_count. For example: "
                + project.data()
                + ":")
        .endsWith(": 3 columns, 4 are required\n")
        .hasLineCount(1);
    assertThat(call.code()).isEqualTo(FAILED);
    assertThat(published()).isEmpty();
  }

  @Test
  void run_someBadRows_keepsThemWithSourcePositionReasonAndText() throws IOException {
    int clean = 300;
    String[] bad = {
      "1,view,NaN,1500000000",
      "1,view,-Infinity,1500000000",
      "1,view,abc,1500000000",
      "1x,view,1,1500000000",
      "1,viw,1,1500000000",
      "1,view,5000,1500000000",
      "1,view,1,-5",
      "1,view,1,99999999999",
      ",view,1,1500000000",
      "1,view,1,1500000000,more",
      "1,view,\"1,1500000000"
    };
    String[] expected = {
      "not_finite|price: a finite float64 from 0.0 to 1000.0 is required",
      "not_finite|price: a finite float64 from 0.0 to 1000.0 is required",
      "wrong_type|price: a finite float64 from 0.0 to 1000.0 is required",
      "wrong_type|user_id: an int64, for example -12 is required",
      "not_allowed|type: one of view, click is required",
      "out_of_range|price: a finite float64 from 0.0 to 1000.0 is required",
      "before_1970|time: -5000 ms is before 1970",
      "in_future|time: 5138-11-16T09:46:39Z is in the future",
      "missing_value|user_id: an int64, for example -12 is required",
      "column_count|5 columns, 4 are required",
      "malformed_quotes|a quoted value must be closed, and end there"
    };

    TandemCall call = project.withRows(clean, bad).run();

    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.err()).isEmpty();
    assertThat(call.out())
        .contains("rows      311 read = 300 used + 0 duplicate + 0 late + 11 dead-letter");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < bad.length; i++) {
      lines.add(
          "clicks|" + project.data() + "|" + (clean + 1 + i) + "|" + expected[i] + "|" + bad[i]);
    }
    assertThat(deadLetters()).containsExactlyInAnyOrderElementsOf(lines);
  }

  private List<String> deadLetters() throws IOException {
    Table letters =
        LocalDataset.openLatest(project.home().resolve("dead_letters/clicks")).orElseThrow().read();
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < letters.rows(); row++) {
      lines.add(
          String.join(
              "|",
              letters.strings("source").value(row),
              letters.strings("file").value(row),
              Long.toString(letters.longs("line").value(row)),
              letters.strings("reason").value(row),
              letters.strings("detail").value(row),
              letters.strings("raw").value(row)));
    }
    return lines;
  }

  @Test
  void run_truncatedFile_losesTheLastRowOnly() throws IOException {
    TandemCall call = project.withRows(300, "7,view,1.0,15000", "7,vi").run();

    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.out())
        .contains("rows      302 read = 301 used + 0 duplicate + 0 late + 1 dead-letter");
    assertThat(deadLetters())
        .containsExactly(
            "clicks|" + project.data() + "|302|column_count|2 columns, 4 are required|7,vi");
  }

  @Test
  void backfillAndMaterialize_numberBeyondFixedPoint_nameFeatureAndView() {
    project.with("max: 1000", "max: 1.0e30").withRows(300, "7,view,5e12,1500000000");
    String message = ": found 5.0E12, allowed at scale 6: numbers within ±2^62 / 10^6";

    assertThat(onHome("backfill").err())
        .isEqualTo("tandem: user_activity.spend_1d" + message + "\n");
    try (LocalRedis redis = LocalRedis.start()) {
      assertThat(onHome("materialize", "--redis", redis.host() + ":" + redis.port()).err())
          .isEqualTo("tandem: user_activity" + message + "\n");
    }
    assertThat(published()).noneMatch(name -> name.startsWith("training_sets"));
  }

  @Test
  void backfillAndMaterialize_sumBeyond64Bits_nameFeatureAndView() {
    project
        .with("max: 1000", "max: 1.0e30")
        .withRows(
            300, "7,view,4e12,1500000000", "7,view,4e12,1500000001", "7,click,4e12,1500000002");

    assertThat(onHome("backfill").err())
        .isEqualTo("tandem: user_activity.spend_1d: the sum of 4 events does not fit in 64 bits\n");
    try (LocalRedis redis = LocalRedis.start()) {
      assertThat(onHome("materialize", "--redis", redis.host() + ":" + redis.port()).err())
          .startsWith("tandem: user_activity: the sum of ")
          .endsWith(" does not fit in 64 bits\n");
    }
    assertThat(published()).noneMatch(name -> name.startsWith("training_sets"));
  }

  @Test
  void run_nobodyAtTheRedisAddress_saysSoBeforeAnyWork() throws IOException {
    project.withRows(100);
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    assertFailed(
        project.run("--redis", "127.0.0.1:" + port),
        "no Redis answers at redis://127.0.0.1:"
            + port
            + "; start one there, or run without --redis to have one for the time of the run");
  }

  @Test
  void anyVerb_homeIsAFile_saysSo() throws IOException {
    project.withRows(10);
    Path file = Files.writeString(folder.resolve("taken"), "mine");
    String message = file + " is a file; name a folder";
    String declaration = project.declaration().toString();
    for (String[] arguments :
        new String[][] {
          {"run", declaration, "--out", file.toString()},
          {"run", declaration, "--out", file.resolve("below").toString()},
          {"plan", declaration, "--home", file.toString()},
          {"apply", declaration, "--home", file.toString()},
          {"backfill", declaration, "--home", file.toString()},
          {"train", declaration, "--home", file.toString()},
          {"serve", declaration, "--home", file.toString()},
          {"simulate", "--out", file.toString(), "--impressions", "10"},
          {"quickstart", "--out", file.toString(), "--impressions", "10"}
        }) {
      assertFailed(TandemCall.of(arguments), message);
      assertThat(file).hasContent("mine");
    }
  }

  @Test
  void serve_portIsTaken_saysSoBeforeItMaterializes() throws IOException {
    assertThat(project.withRows(300).run().code()).isZero();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      TandemCall call = onHome("serve", "--port", Integer.toString(taken.getLocalPort()));

      assertThat(call.err())
          .isEqualTo(
              "tandem: port "
                  + taken.getLocalPort()
                  + " of 127.0.0.1 is in use: stop the process that listens there, or choose another"
                  + " port (0 for any free one)\n");
      assertThat(call.out()).isEmpty();
      assertThat(call.code()).isEqualTo(FAILED);
    }
    assertThat(ProcessHandle.current().descendants().map(ProcessHandle::info))
        .noneMatch(process -> process.command().orElse("").contains("redis"));
  }

  @Test
  void verbsOfOneStep_theStepBeforeIsMissing_sayWhatIsMissing() {
    assertFailed(
        onHome("train"),
        "cannot train 'ranker' on "
            + project.home().resolve("training_sets/views")
            + ": there is no snapshot of the training set 'views'; backfill it first");
    assertFailed(
        onHome("serve"),
        "model ranker has not been trained in " + project.home() + "; train it first");
  }

  private TandemCall onHome(String verb, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(verb, project.declaration().toString(), "--home", project.home().toString()));
    arguments.addAll(List.of(more));
    return TandemCall.of(arguments.toArray(String[]::new));
  }

  @Test
  void run_folderCannotBeMade_saysSo() {
    // Not even root can make a folder there.
    assertFailed(
        TandemCall.of("run", project.declaration().toString(), "--out", "/proc/nowhere"),
        "folder /proc/nowhere cannot be made; name one that can be written to");
  }

  @Test
  void run_unknownModel_namesThoseThereAre() {
    assertFailed(project.run("--model", "rankr"), "rankr: no such model, declared: ranker");
  }

  @Test
  void execute_unknownVerb_isWrongUsage() {
    String verbs = " There are: ";
    TandemCall close = TandemCall.of("rum");
    assertThat(close.err()).startsWith("tandem: unknown verb rum, did you mean 'run'?" + verbs);
    assertThat(close.code()).isEqualTo(WRONG_USAGE);
    TandemCall far = TandemCall.of("frobnicate");
    assertThat(far.err()).startsWith("tandem: unknown verb frobnicate." + verbs);
    assertThat(far.err()).endsWith("See: tandem --help\n");
    assertThat(far.code()).isEqualTo(WRONG_USAGE);
  }

  @Test
  void run_wrongOptions_isWrongUsage() {
    assertWrongUsage(
        TandemCall.of("run", "--ouput", "x"),
        "unknown option --ouput, did you mean '--out'?",
        "tandem run");
    assertWrongUsage(TandemCall.of("run"), "--out DIR must be given", "tandem run");
    assertWrongUsage(
        project.run("--runner", "spark"),
        "--runner: 'spark' is no runner; choose direct (DirectRunner) or flink (FlinkRunner)",
        "tandem run");
    assertWrongUsage(
        project.run("--redis", "127.0.0.1:none"),
        "--redis: a Redis endpoint is written host:port, redis://[user]:password@host:port,"
            + " redis-cluster://host:port,host:port or redis-sentinel://host:port,host:port/name,"
            + " with rediss for TLS and"
            + " ?connect=2s&answer=2s&connections=32&readers=replicas&cacert=FILE as far as"
            + " wanted",
        "tandem run");
    assertThat(project.home()).doesNotExist();
  }

  @Test
  void run_debug_addsTheStackTrace() {
    TandemCall call = project.run("--debug");

    assertThat(call.err())
        .startsWith("tandem: source 'clicks': no file matches " + project.data() + "\n")
        .contains("SourceUnreadableException")
        .contains("\tat dev.tandem.");
    assertThat(call.code()).isEqualTo(FAILED);
  }
}
