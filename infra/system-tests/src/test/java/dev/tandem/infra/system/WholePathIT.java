package dev.tandem.infra.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.infra.shop.Dirt;
import dev.tandem.infra.shop.ShopOptions;
import dev.tandem.infra.shop.SimulationReport;
import dev.tandem.infra.shop.Simulator;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a simulated shop's log to predictions through HTTP, by one command, twice. */
class WholePathIT {
  private static final ShopOptions SHOP = new ShopOptions(12_000, 120, 60, 35, 20, 0.06);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir static Path folder;
  private static SimulationReport simulated;
  private static TandemCall first;
  private static JsonNode report;
  private static List<String> trainingSet;

  @BeforeAll
  static void runOnce() throws IOException {
    simulated = Simulator.simulate(SHOP, folder.resolve("data"), (done, all) -> {});
    first = run();
    assertThat(first.code()).as(first.err()).isZero();
    report = report();
    trainingSet = DatasetRows.checksums(home().resolve("training_sets/impressions"));
  }

  private static Path home() {
    return folder.resolve("home");
  }

  private static TandemCall run() {
    return TandemCall.of(
        "run",
        Path.of("..", "examples", "shop", "tandem.yaml").toString(),
        "--data",
        folder.resolve("data").toString(),
        "--truth",
        folder.resolve("data/truth/truth.csv").toString(),
        "--out",
        home().toString());
  }

  private static JsonNode report() throws IOException {
    return MAPPER.readTree(home().resolve("report.json").toFile());
  }

  @Test
  void run_dirtyLog_accountsForEveryRowAsTheSimulatorDoes() throws IOException {
    JsonNode events = report.path("sources").path("events");
    JsonNode dirty = MAPPER.readTree(folder.resolve("data/truth/dirty.json").toFile());

    assertThat(events.path("read").longValue()).isEqualTo(dirty.path("rows").longValue());
    for (Dirt.Fate fate : Dirt.Fate.values()) {
      long expected = dirty.path("fates").path(fate.word()).longValue();
      assertThat(events.path(fate.word()).longValue()).as(fate.word()).isEqualTo(expected);
      assertThat(expected).as(fate.word()).isEqualTo(simulated.rows(fate)).isPositive();
    }
    assertThat(simulated.dirty().values()).allMatch(rows -> rows > 0);
    report.path("sources").forEach(WholePathIT::assertAddsUp);
    assertAddsUp(report.path("events"));
    assertThat(report.path("sources").size()).isEqualTo(3);
  }

  private static void assertAddsUp(JsonNode rows) {
    assertThat(rows.path("read").longValue())
        .isPositive()
        .isEqualTo(
            rows.path("used").longValue()
                + rows.path("duplicate").longValue()
                + rows.path("late").longValue()
                + rows.path("dead_letter").longValue());
  }

  @Test
  void run_everyImpression_isATrainingRowOrTooRecent() {
    JsonNode training = report.path("training");
    assertThat(training.path("rows").longValue() + training.path("immature").longValue())
        .isEqualTo(simulated.impressions());
    assertThat(training.path("immature").longValue()).isPositive();
    assertThat(
            training.path("train_rows").longValue()
                + training.path("validation_rows").longValue()
                + training.path("test_rows").longValue())
        .isEqualTo(training.path("rows").longValue());
  }

  @Test
  void run_servedFeatures_areThoseTheModelWasTrainedOn() {
    JsonNode parity = report.path("parity");
    assertThat(parity.path("rows").intValue()).isGreaterThanOrEqualTo(1000);
    assertThat(parity.path("features").intValue()).isEqualTo(46);
    assertThat(parity.path("mismatches").longValue()).as(parity.toString()).isZero();
    assertThat(parity.path("examples")).isEmpty();
  }

  @Test
  void run_everyTask_isMeasuredAgainstTheTruth() {
    JsonNode tasks = report.path("tasks");
    assertThat(tasks.size()).isEqualTo(4);
    for (String name : List.of("click", "cart", "purchase")) {
      JsonNode task = tasks.path(name);
      assertThat(task.path("rows").intValue()).as(name).isPositive();
      assertThat(task.path("positives").intValue()).as(name).isPositive();
      assertThat(task.path("auc").doubleValue()).as(name).isBetween(0.0, 1.0);
      assertThat(task.path("log_loss").doubleValue()).as(name).isPositive().isFinite();
      assertThat(task.path("achievable_auc").doubleValue()).as(name).isBetween(0.5, 1.0);
    }
    assertThat(tasks.path("rating").path("rmse").doubleValue()).isPositive().isFinite();
    assertThat(tasks.path("rating").path("achievable_rmse").doubleValue()).isPositive();
  }

  @Test
  void run_predictions_areMeasuredThroughHttp() {
    JsonNode predict = report.path("predict");
    assertThat(predict.path("candidates").intValue()).isBetween(30, SHOP.items());
    assertThat(predict.path("calls").intValue()).isEqualTo(100);
    assertThat(predict.path("p50_ms").doubleValue()).isPositive();
    assertThat(predict.path("p99_ms").doubleValue())
        .isGreaterThanOrEqualTo(predict.path("p50_ms").doubleValue());
    assertThat(report.path("seconds").doubleValue()).isPositive();
    assertThat(home().resolve("report.html")).isNotEmptyFile();
  }

  @Test
  void run_again_computesTheSameBytesAndTheSameModel() throws IOException {
    delete(home().resolve("training_sets"));

    TandemCall second = run();

    assertThat(second.code()).as(second.err()).isZero();
    assertThat(DatasetRows.checksums(home().resolve("training_sets/impressions")))
        .isEqualTo(trainingSet);
    assertThat(report().path("tasks")).isEqualTo(report.path("tasks"));
    assertThat(report().path("sources")).isEqualTo(report.path("sources"));
    assertThat(report().path("parity")).isEqualTo(report.path("parity"));
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void run_ended_leavesNothingRunning() {
    assertThat(ProcessHandle.current().descendants().map(ProcessHandle::info))
        .noneMatch(process -> process.command().orElse("").contains("redis"));
    Matcher server = Pattern.compile("model ranker at (http://\\S+)").matcher(first.out());
    assertThat(server.find()).isTrue();
    int port = URI.create(server.group(1)).getPort();
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(ConnectException.class);
    assertThat(home().resolve("scratch")).isEmptyDirectory();
  }
}
