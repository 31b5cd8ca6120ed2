package dev.tandem.serving.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.table.Table;
import dev.tandem.serving.ShopBundle;
import dev.tandem.serving.ShopEvents;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.ServedRows;
import dev.tandem.serving.fetch.ServedScores;
import dev.tandem.serving.predict.PredictionService;
import dev.tandem.serving.predict.Predictions;
import dev.tandem.serving.predict.Predictor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedLogTest {
  private static final Instant NOW = Instant.parse("2026-01-31T08:15:00Z");
  private static final int USERS = ShopEvents.USERS;

  @TempDir Path folder;
  private final LoggedShop shop = LoggedShop.open();

  @AfterEach
  void close() {
    shop.close();
  }

  private ServedLogSettings settings() {
    return ServedLogSettings.in(folder.resolve("served")).withClock(() -> NOW);
  }

  private ServedLog open(ServedLogSettings settings) {
    return ServedLog.open(shop.project(), settings);
  }

  @Test
  void predict_logged_hasPredictionsModelAndTimes() {
    try (Predictor predictor =
            Predictor.open(ShopBundle.publish(folder.resolve("model"), shop.project()));
        ServedLog log = open(settings())) {
      PredictionService service =
          PredictionService.of(shop.clients(log).service("ranking"), predictor);

      Predictions predictions = service.predict(LoggedShop.everyUser());
      log.flush();

      Table read = LoggedShop.read(folder.resolve("served"), "ranking");
      assertThat(read.rows()).isEqualTo(USERS);
      for (int row = 0; row < USERS; row++) {
        assertThat(read.doubles(ServedColumns.prediction("click")).value(row))
            .isEqualTo(predictions.value(0, row));
        assertThat(read.doubles(ServedColumns.prediction("purchase")).value(row))
            .isEqualTo(predictions.value(1, row));
        assertThat(read.strings(ServedColumns.MODEL).value(row)).isEqualTo("ranker");
        assertThat(read.strings(ServedColumns.MODEL_VERSION).value(row))
            .isEqualTo(predictions.modelVersion());
        assertThat(read.longs(ServedColumns.SERVED_AT).value(row)).isEqualTo(NOW.toEpochMilli());
        assertThat(read.longs(ServedColumns.TIME).value(row)).isEqualTo(ShopEvents.END);
        assertThat(read.column(ServedColumns.PROPENSITY).isNull(row)).isTrue();
      }
      assertThat(log.counts()).isEqualTo(new ServedLogCounts(USERS, 0, 1, 0));
    }
  }

  /** Scores of one task whose odd rows are placed in the order of the rows, by chance. */
  private static final class RankedRows implements ServedScores {
    @Override
    public String model() {
      return "ranker";
    }

    @Override
    public String modelVersion() {
      return "1";
    }

    @Override
    public List<String> tasks() {
      return List.of("click");
    }

    @Override
    public float value(int task, int row) {
      return 0.25f * row;
    }

    @Override
    public int position(int row) {
      return row % 2 == 0 ? NOT_RANKED : row / 2;
    }

    @Override
    public double propensity(int row) {
      return row % 2 == 0 ? Double.NaN : 1.0 / row;
    }
  }

  @Test
  void served_ranked_hasPositionsAndPropensities() {
    try (ServedLog log = open(settings())) {
      FeatureRequest request = LoggedShop.everyUser();
      FeatureClient client = shop.clients(log).service("ranking").withoutListener();

      log.served(
          new ServedRows("ranking", request, client.fetch(request), Optional.of(new RankedRows())));
      log.flush();

      Table read = LoggedShop.read(folder.resolve("served"), "ranking");
      assertThat(read.rows()).isEqualTo(USERS);
      for (int row = 0; row < USERS; row++) {
        boolean ranked = row % 2 == 1;
        assertThat(read.column(ServedColumns.POSITION).isNull(row)).isEqualTo(!ranked);
        assertThat(read.longs(ServedColumns.POSITION).value(row)).isEqualTo(ranked ? row / 2 : 0);
        assertThat(read.doubles(ServedColumns.PROPENSITY).value(row))
            .isEqualTo(ranked ? 1.0 / row : 0);
        assertThat(read.doubles(ServedColumns.prediction("click")).value(row))
            .isEqualTo(0.25 * row);
      }
    }
  }

  @Test
  void fetch_ofAListOfFeatures_isNotLogged() {
    try (ServedLog log = open(settings())) {
      shop.clients(log)
          .features(List.of("item_popularity"))
          .fetch(FeatureRequest.builder().one("item_id", "i1").build());
      log.flush();

      assertThat(log.counts()).isEqualTo(new ServedLogCounts(0, 0, 0, 0));
    }
  }

  @Test
  void served_sampledByAKeyThatIsNotTheFirst_keepsItsRows() {
    try (ServedLog all = open(settings().withShare(0.5).withKey("item_id"))) {
      for (int item = 0; item < 100; item++) {
        shop.clients(all)
            .service("ranking")
            .fetch(
                FeatureRequest.builder()
                    .each("user_id", 1, 2)
                    .one("item_id", "i" + item)
                    .one("position", 0)
                    .build());
      }
      all.flush();

      Table read = LoggedShop.read(folder.resolve("served"), "ranking");
      assertThat(read.rows()).isEven().isBetween(80, 160);
      for (int row = 0; row < read.rows(); row += 2) {
        assertThat(read.strings("item_id").value(row))
            .isEqualTo(read.strings("item_id").value(row + 1));
      }
    }
  }

  @Test
  void open_unknownKey_saysWhichThereAre() {
    assertThatThrownBy(() -> open(settings().withKey("user")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("key: found 'user'")
        .hasMessageContaining("user_id");
  }

  @Test
  void open_whereAFileIs_fails() throws IOException {
    Files.writeString(folder.resolve("served"), "");

    assertThatThrownBy(() -> open(settings()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("served log " + folder.resolve("served") + " cannot be written");
  }

  @Test
  void served_whileTheWriterIsStuck_answersAndCountsWhatIsDropped() throws Exception {
    CompletableFuture<Void> stuck = new CompletableFuture<>();
    CompletableFuture<Void> disk = new CompletableFuture<>();
    LogSink slow =
        (service, rows) -> {
          stuck.complete(null);
          disk.join();
          return 0;
        };
    ServedLogSettings settings =
        settings().withFiles(USERS, Duration.ofHours(1)).withQueuedRows(3 * USERS);
    ServedLog log = ServedLog.open(shop.project(), settings, slow);
    FeatureClient client = shop.clients(log).service("ranking");

    client.fetch(LoggedShop.everyUser());
    stuck.get();
    for (int request = 0; request < 10; request++) {
      assertThat(client.fetch(LoggedShop.everyUser()).rows()).isEqualTo(USERS);
    }

    assertThat(log.counts()).isEqualTo(new ServedLogCounts(0, 7L * USERS, 0, 0));
    disk.complete(null);
    log.close();
    assertThat(log.counts().written()).isEqualTo(4L * USERS);
    client.fetch(LoggedShop.everyUser());
    assertThat(log.counts().dropped()).isEqualTo(8L * USERS);
  }

  @Test
  void served_whenAFileCannotBeWritten_dropsItsRowsAndGoesOn() throws IOException {
    try (ServedLog log = open(settings())) {
      FeatureClient client = shop.clients(log).service("ranking");
      Path inTheWay = Files.writeString(folder.resolve("served/ranking"), "");
      client.fetch(LoggedShop.everyUser());
      log.flush();
      assertThat(log.counts()).isEqualTo(new ServedLogCounts(0, USERS, 0, 0));

      Files.delete(inTheWay);
      client.fetch(LoggedShop.everyUser());
      log.flush();
      assertThat(log.counts()).isEqualTo(new ServedLogCounts(USERS, USERS, 1, 0));
    }
  }

  @Test
  void served_moreThanFits_deletesTheOldestFiles() throws IOException {
    long one;
    try (ServedLog log = open(settings())) {
      shop.clients(log).service("ranking").fetch(LoggedShop.everyUser());
      log.flush();
      one = Files.size(LoggedShop.files(folder.resolve("served")).get(0));
    }
    long bound = 3 * one + one / 2;
    try (ServedLog log = open(settings().withMaxBytes(bound))) {
      FeatureClient client = shop.clients(log).service("ranking");
      for (int request = 0; request < 6; request++) {
        client.fetch(LoggedShop.everyUser());
        log.flush();
      }

      assertThat(log.counts().deletedFiles()).isEqualTo(4);
      List<Path> left = LoggedShop.files(folder.resolve("served"));
      assertThat(left).hasSize(3);
      for (Path file : left) {
        assertThat(LoggedShop.read(file).rows()).isEqualTo(USERS);
      }
    }
  }

  @Test
  void served_aRowHasWaitedLongEnough_isWrittenWithoutAnotherRequest() throws Exception {
    CompletableFuture<Integer> kept = new CompletableFuture<>();
    LogSink sink =
        (service, rows) -> {
          kept.complete(rows.rows());
          return 0;
        };
    ServedLogSettings settings = settings().withFiles(1_000_000, Duration.ofMillis(1));
    try (ServedLog log = ServedLog.open(shop.project(), settings, sink)) {
      shop.clients(log).service("ranking").fetch(LoggedShop.everyUser());

      assertThat(kept.get()).isEqualTo(USERS);
    }
  }
}
