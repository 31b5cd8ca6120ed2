package dev.tandem.infra.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.features.arrow.ArrowTables;
import dev.tandem.features.arrow.Compression;
import dev.tandem.features.arrow.TableFileReader;
import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.table.Table;
import dev.tandem.features.yaml.ProjectReader;
import dev.tandem.infra.redis.LocalRedis;
import dev.tandem.pipelines.Backfill;
import dev.tandem.pipelines.Ingest;
import dev.tandem.pipelines.PipelineSettings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is served is logged, recomputed, and what was broken on purpose is found and named. */
class AuditIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int ROWS = 600;
  private static final int KNOWN_USERS = 20;
  private static final int USERS = 21;
  private static final Instant CUT = Instant.ofEpochSecond(1_500_000_000L + 15 * 3600);
  private static final String VIEWS = "user_activity.views_1h";
  private static final String SPEND = "user_activity.spend_1d";

  @TempDir static Path folder;
  private static SmallProject project;

  @BeforeAll
  static void serve() throws IOException {
    project = SmallProject.in(folder).withRows(ROWS);
    call("backfill");
    call("train");
    try (LocalRedis redis = LocalRedis.start()) {
      String endpoint = redis.host() + ":" + redis.port();
      call("materialize", "--redis", endpoint, "--cut", CUT.toString());
      serve(endpoint, "complete", CUT);
      serve(endpoint, "old", CUT.plusSeconds(7200));
      serve(endpoint, "ahead", CUT.minusSeconds(7200));
    }
  }

  /** Asks about all users and one that nobody knows, with the log on. */
  private static void serve(String redis, String log, Instant at) throws IOException {
    String users =
        IntStream.range(0, KNOWN_USERS)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(","));
    try (ServeCall server =
        ServeCall.start(
            project,
            "--redis",
            redis,
            "--log",
            folder.resolve(log).toString(),
            "--log-share",
            "1")) {
      TandemCall predicted =
          TandemCall.of(
              "predict",
              project.declaration().toString(),
              "--server",
              server.uri().toString(),
              "--at",
              at.toString(),
              "--field",
              "user_id=" + users + ",500");
      assertThat(predicted.code()).as(predicted.err()).isZero();
    }
  }

  private static void call(String verb, String... more) {
    TandemCall call = tandem(verb, project.declaration(), more);
    assertThat(call.code()).as("%s: %s", verb, call.err()).isZero();
  }

  private static TandemCall tandem(String verb, Path declaration, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of(verb, declaration.toString(), "--home", project.home().toString()));
    arguments.addAll(Arrays.asList(more));
    return TandemCall.of(arguments.toArray(String[]::new));
  }

  private static TandemCall audit(String log, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--log", folder.resolve(log).toString()));
    arguments.addAll(Arrays.asList(more));
    return tandem("audit", project.declaration(), arguments.toArray(String[]::new));
  }

  private static JsonNode service(TandemCall audit) throws IOException {
    return MAPPER.readTree(audit.out()).at("/services/ranking");
  }

  @Test
  void audit_whatTheStoreKnew_isEqualBitForBit() throws IOException {
    TandemCall audit = audit("complete", "--json");

    assertThat(audit.code()).as(audit.out()).isZero();
    JsonNode service = service(audit);
    assertThat(service.path("rows").asInt()).isEqualTo(USERS);
    for (String feature : List.of("user_id", VIEWS, SPEND)) {
      assertThat(service.at("/features/" + feature + "/equal").asInt())
          .as(feature)
          .isEqualTo(USERS);
    }
    assertThat(service.at("/versions/0/declared").asBoolean()).isTrue();
    assertThat(service.path("training_set").asText()).isEqualTo("views");
    assertThat(service.at("/drift/" + SPEND + "/psi").asDouble()).isNotNegative().isFinite();
    assertThat(service.path("drift").has("user_id")).isFalse();
    JsonNode task = service.at("/calibration/0");
    assertThat(task.path("task").asText()).isEqualTo("click");
    assertThat(task.path("rows").asInt()).isEqualTo(USERS);
    assertThat(task.path("happened").asDouble()).isEqualTo((double) clicksInTheHourAfter(CUT));
    assertThat(task.path("ece").asDouble()).isBetween(0.0, 1.0);
    assertThat(audit("complete").out()).contains("audit     0 mismatches");
  }

  /** The users with a click in the hour, by the log itself. */
  private static long clicksInTheHourAfter(Instant at) throws IOException {
    try (Stream<String> lines = Files.lines(project.data())) {
      return lines
          .map(line -> line.split(",", -1))
          .filter(cells -> cells[1].equals("click"))
          .filter(cells -> Long.parseLong(cells[3]) >= at.getEpochSecond())
          .filter(cells -> Long.parseLong(cells[3]) < at.getEpochSecond() + 3600)
          .map(cells -> cells[0])
          .distinct()
          .count();
    }
  }

  @Test
  void audit_eventsThatTheStoreDidNotKnow_areLateAndNoMismatch() throws IOException {
    TandemCall audit = audit("old", "--json");

    assertThat(audit.code()).as(audit.out()).isZero();
    JsonNode spend = service(audit).at("/features/" + SPEND);
    assertThat(spend.path("late").asInt()).isPositive();
    assertThat(spend.path("late").asInt() + spend.path("equal").asInt()).isEqualTo(USERS);
    assertThat(spend.at("/examples/0/verdict").asText()).isEqualTo("late");
  }

  @Test
  void audit_requestsBeforeTheCut_areAheadAndNoMismatch() throws IOException {
    TandemCall audit = audit("ahead", "--json");

    assertThat(audit.code()).as(audit.out()).isZero();
    JsonNode spend = service(audit).at("/features/" + SPEND);
    assertThat(spend.path("ahead").asInt()).isPositive();
    assertThat(spend.path("ahead").asInt() + spend.path("equal").asInt()).isEqualTo(USERS);
  }

  @Test
  void audit_aChangedWindow_isFoundAndNamed() throws IOException {
    Path changed = folder.resolve("changed.yaml");
    Files.writeString(
        changed,
        Files.readString(project.declaration())
            .replace("type == 'view', window: 1h", "type == 'view', window: 2h"));
    String log = folder.resolve("complete").toString();

    TandemCall audit = tandem("audit", changed, "--log", log);
    TandemCall json = tandem("audit", changed, "--log", log, "--json");

    assertThat(audit.code()).isEqualTo(1);
    assertThat(audit.out())
        .contains("~ view user_activity: features.views_1h.window: 1h -> 2h")
        .containsPattern("mismatched at " + CUT + " for user_id \\d+: served \\d+ \\(PRESENT\\)");
    JsonNode features = service(json).path("features");
    assertThat(features.path(VIEWS).path("mismatched").asInt()).isPositive();
    assertThat(features.path(SPEND).path("equal").asInt()).isEqualTo(USERS);
    assertThat(service(json).path("faults").asInt())
        .isEqualTo(features.path(VIEWS).path("mismatched").asInt());
  }

  @Test
  void audit_oneBitOfALoggedValue_isFoundAndNamed() throws IOException {
    Path log =
        broken(
            "flipped",
            rows -> {
              double was = rows.doubles(SPEND).value(3);
              rows.doubles(SPEND)
                  .set(3, Double.longBitsToDouble(Double.doubleToRawLongBits(was) ^ 1));
            });

    TandemCall audit = audit(log.toString(), "--json");

    assertThat(audit.code()).isEqualTo(1);
    assertThat(service(audit).path("faults").asInt()).isEqualTo(1);
    assertThat(service(audit).at("/features/" + SPEND + "/mismatched").asInt()).isEqualTo(1);
    assertThat(service(audit).at("/features/" + SPEND + "/examples/0/entity").asText())
        .isEqualTo("user_id 3");
  }

  @Test
  void audit_aValueThatIsOnOneSideOnly_isMissing() throws IOException {
    Path log = broken("lost", rows -> rows.column(VIEWS).setNull(5));

    TandemCall audit = audit(log.toString(), "--json");

    assertThat(audit.code()).isEqualTo(1);
    assertThat(service(audit).at("/features/" + VIEWS + "/missing").asInt()).isEqualTo(1);
    assertThat(service(audit).path("faults").asInt()).isEqualTo(1);
  }

  /** A copy of the log in which something is changed. */
  private static Path broken(String name, Consumer<Table> change) throws IOException {
    Path from;
    try (Stream<Path> files = Files.list(folder.resolve("complete/ranking"))) {
      from = files.findFirst().orElseThrow();
    }
    Table rows;
    try (TableFileReader reader = TableFileReader.open(from)) {
      rows = reader.next().orElseThrow();
    }
    change.accept(rows);
    Path to = Files.createDirectories(folder.resolve(name).resolve("ranking"));
    try (FileChannel channel =
        FileChannel.open(
            to.resolve("broken.arrow"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ArrowTables.writeFile(channel, rows.fields(), List.of(rows), Compression.NONE);
    }
    return folder.resolve(name);
  }

  @Test
  void backfill_ofTheLogAsASource_hasTheServedFeaturesAndLabels() throws IOException {
    Path again = Files.createDirectories(folder.resolve("again"));
    Path declaration = Files.writeString(again.resolve("tandem.yaml"), AuditPage.declaration());
    Files.copy(project.data(), again.resolve("clicks.csv"));
    Path served = Files.createDirectories(again.resolve("served/ranking"));
    try (Stream<Path> files = Files.list(folder.resolve("complete/ranking"))) {
      for (Path file : files.toList()) {
        Files.copy(file, served.resolve(file.getFileName()));
      }
    }
    Files.writeString(served.resolve(".half.arrow.tmp"), "not yet a file");

    Project declared = ProjectReader.read(declaration);
    PipelineSettings settings = PipelineSettings.of(again.resolve("home"));
    for (String source : List.of("clicks", "served")) {
      Ingest.of(declared, source).withFolder(again).run(settings);
    }
    Backfill.of(declared, "served_rows").run(settings);

    Table rows =
        LocalDataset.openLatest(again.resolve("home/training_sets/served_rows"))
            .orElseThrow()
            .read();
    assertThat(rows.rows()).isEqualTo(USERS);
    long clicks = 0;
    for (int row = 0; row < rows.rows(); row++) {
      assertThat(rows.longs("views_1h").value(row)).isEqualTo(rows.longs(VIEWS).value(row));
      assertThat(rows.doubles("spend_1d").value(row)).isEqualTo(rows.doubles(SPEND).value(row));
      assertThat(rows.doubles("predicted_click").value(row)).isBetween(0.0, 1.0);
      assertThat(rows.column("propensity").isNull(row)).isTrue();
      clicks += rows.longs("label.click").value(row);
    }
    assertThat(clicks).isEqualTo(clicksInTheHourAfter(CUT));
  }

  @Test
  void audit_noLog_saysHowToHaveOne() {
    TandemCall audit = audit("nowhere");

    assertThat(audit.code()).isEqualTo(1);
    assertThat(audit.err()).contains("there is no served log in " + folder.resolve("nowhere"));
  }
}
