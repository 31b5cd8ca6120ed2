package dev.tandem.serving.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.bundle.CorruptBundleException;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.store.InMemoryOnlineStore;
import dev.tandem.features.table.Table;
import dev.tandem.serving.ShopBundle;
import dev.tandem.serving.ShopProject;
import dev.tandem.serving.fetch.FeatureClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveModelTest {
  private static final Project PROJECT = ShopProject.project();
  private static final ModelContract CONTRACT =
      ModelContract.of(FeatureClient.of(PROJECT, "ranking", new InMemoryOnlineStore()));

  @TempDir Path directory;
  private final List<Predictor> opened = new ArrayList<>();

  private static Table features(int rows) {
    return Table.allocate(CompiledService.compile(PROJECT, "ranking").features(), rows);
  }

  private LiveModel open() {
    return LiveModel.open(
        directory,
        CONTRACT,
        folder -> {
          Predictor predictor = Predictor.open(folder);
          opened.add(predictor);
          return predictor;
        });
  }

  private static String version(LiveModel live) {
    return live.predict(features(1)).modelVersion().replaceFirst("^0+", "");
  }

  private Path folder(int version) {
    return directory.resolve("versions").resolve(String.format(Locale.ROOT, "%020d", version));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private void assertClosed(Predictor predictor) {
    assertThatThrownBy(() -> predictor.predict(Table.allocate(predictor.layout(), 1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refresh_newVersion_takesOverAndTheOldOneCloses() {
    ShopBundle.publish(directory, PROJECT);
    try (LiveModel live = open()) {
      assertThat(live.refresh()).isFalse();
      ShopBundle.publish(directory, PROJECT);
      assertThat(version(live)).isEqualTo("1");

      assertThat(live.refresh()).isTrue();

      assertThat(version(live)).isEqualTo("2");
      assertThat(live.state().swaps()).isEqualTo(1);
      assertThat(live.state().refusal()).isEmpty();
      assertClosed(opened.get(0));
    }
    assertThat(opened).hasSize(2).allSatisfy(this::assertClosed);
  }

  @Test
  void refresh_latestVersionDeleted_goesBack() throws IOException {
    ShopBundle.publish(directory, PROJECT);
    ShopBundle.publish(directory, PROJECT);
    try (LiveModel live = open()) {
      delete(folder(2));

      assertThat(live.refresh()).isTrue();
      assertThat(version(live)).isEqualTo("1");
    }
  }

  @Test
  void refresh_allVersionsRemoved_goesOnAndSaysSo() throws IOException {
    ShopBundle.publish(directory, PROJECT);
    try (LiveModel live = open()) {
      delete(folder(1));

      assertThat(live.refresh()).isFalse();

      assertThat(version(live)).isEqualTo("1");
      assertThat(live.state().refusal().orElseThrow())
          .isEqualTo("the latest version is unknown: there is no model bundle in " + directory);
    }
  }

  @Test
  void refresh_corruptVersion_isRefusedUntilItsFilesChange() throws IOException {
    ShopBundle.publish(directory, PROJECT);
    try (LiveModel live = open()) {
      ShopBundle.publish(directory, PROJECT);
      Path network = folder(2).resolve("model.onnx");
      byte[] whole = Files.readAllBytes(network);
      Files.write(network, new byte[] {1, 2, 3});

      assertThat(live.refresh()).isFalse();
      assertThat(live.refresh()).isFalse();

      assertThat(version(live)).isEqualTo("1");
      assertThat(live.state().refusal().orElseThrow())
          .startsWith("version 00000000000000000002 is refused: " + network + " has the checksum ");
      assertThat(opened).hasSize(1);

      Files.write(network, whole);

      assertThat(live.refresh()).isTrue();
      assertThat(version(live)).isEqualTo("2");
      assertThat(live.state().refusal()).isEmpty();
    }
  }

  @Test
  void refresh_halfWrittenVersion_isTakenInOnceItIsWhole() throws IOException {
    ShopBundle.publish(directory, PROJECT);
    Path whole = ShopBundle.publish(directory.resolve("elsewhere"), PROJECT);
    Path source = whole.resolve("versions").resolve(folder(1).getFileName());
    try (LiveModel live = open()) {
      Files.createDirectory(folder(2));
      for (String file : List.of("model.onnx", "bundle.json", "weights.bin", "SHA256SUMS")) {
        assertThat(live.refresh()).isFalse();
        assertThat(live.state().refusal()).isPresent();
        assertThat(version(live)).isEqualTo("1");
        Files.copy(source.resolve(file), folder(2).resolve(file));
      }

      assertThat(live.refresh()).isTrue();
      assertThat(version(live)).isEqualTo("2");
    }
  }

  @Test
  void refresh_anotherServiceVersionOrMissingTask_isRefused() {
    ShopBundle.publish(directory, PROJECT);
    try (LiveModel live = open()) {
      ShopBundle.publish(
          directory, ShopProject.ranking("item_id", "user_activity.views_1h", "position"));
      assertThat(live.refresh()).isFalse();
      assertThat(live.state().refusal().orElseThrow())
          .contains("was trained on feature service 'ranking' version ");

      ShopBundle.publish(directory, PROJECT, List.of("click"));
      assertThat(live.refresh()).isTrue();
      assertThat(opened.subList(0, 2)).allSatisfy(this::assertClosed);
    }
    assertThatThrownBy(
            () -> LiveModel.open(directory, CONTRACT.withTasks(List.of("click", "purchase"))))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageEndingWith("has the tasks [click], needed are [click, purchase]");
    assertThatThrownBy(() -> LiveModel.open(directory, CONTRACT.withModel("other")))
        .hasMessageEndingWith("stands where 'other' is served");
  }

  @Test
  void open_oneVersionsFolder_stays() {
    ShopBundle.publish(directory, PROJECT);
    ShopBundle.publish(directory, PROJECT);
    try (LiveModel live = LiveModel.open(folder(1), CONTRACT)) {
      ShopBundle.publish(directory, PROJECT);

      assertThat(live.refresh()).isFalse();
      assertThat(version(live)).isEqualTo("1");
    }
  }

  @Test
  void open_nothingThereOrCorrupt_isRefused() throws IOException {
    assertThatThrownBy(() -> LiveModel.open(directory, CONTRACT))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(directory.toString());
    ShopBundle.publish(directory, PROJECT);
    Files.delete(folder(1).resolve("weights.bin"));
    assertThatThrownBy(() -> LiveModel.open(directory, CONTRACT))
        .isInstanceOf(CorruptBundleException.class);
  }

  @Test
  void predict_afterClose_isRefused() {
    ShopBundle.publish(directory, PROJECT);
    LiveModel live = open();
    live.close();
    live.close();

    assertThat(live.refresh()).isFalse();
    assertThatThrownBy(() -> live.predict(features(1)))
        .hasMessage("the model in " + directory + " is closed");
  }

  @Test
  void watch_newVersion_isTakenIn() throws InterruptedException {
    ShopBundle.publish(directory, PROJECT);
    CountDownLatch taken = new CountDownLatch(2);
    LiveModel live =
        LiveModel.open(
            directory,
            CONTRACT,
            folder -> {
              taken.countDown();
              return Predictor.open(folder);
            });
    BundleWatch watch = BundleWatch.start(List.of(live), Duration.ofMillis(5));
    try {
      ShopBundle.publish(directory, PROJECT);
      assertThat(taken.await(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      watch.close(); // waits for the look that has begun
    }
    assertThat(version(live)).isEqualTo("2");
    live.close();
  }

  // Versions of the two kinds alternate; an answer is of one kind in all that it says.
  @Test
  void predict_whileVersionsChange_failsNeverAndIsOfOneVersion() throws Exception {
    ShopBundle.publish(directory, PROJECT);
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try (LiveModel live = open()) {
      List<Future<Integer>> clients = new ArrayList<>();
      for (int client = 0; client < 3; client++) {
        int rows = 1 + 7 * client;
        clients.add(
            threads.submit(
                () -> {
                  int answers = 0;
                  while (!done.get()) {
                    requireOneVersion(live.predict(features(rows)), rows);
                    answers++;
                  }
                  return answers;
                }));
      }
      for (int swap = 1; swap <= 60; swap++) {
        ShopBundle.publish(
            directory, PROJECT, swap % 2 == 1 ? List.of("purchase") : List.of("click"));
        assertThat(live.refresh()).isTrue();
        delete(folder(swap));
      }
      done.set(true);
      for (Future<Integer> client : clients) {
        assertThat(client.get(1, TimeUnit.MINUTES)).isPositive();
      }
      assertThat(live.state().swaps()).isEqualTo(60);
      assertThat(opened).hasSize(61);
      assertThat(opened.subList(0, 60)).allSatisfy(this::assertClosed);
    } finally {
      done.set(true);
      threads.shutdownNow();
    }
    assertClosed(opened.get(60));
  }

  private static void requireOneVersion(Predictions predictions, int rows) {
    long version = Long.parseLong(predictions.modelVersion());
    assertThat(predictions.rows()).isEqualTo(rows);
    if (version > 1) {
      assertThat(predictions.tasks()).containsExactly(version % 2 == 0 ? "purchase" : "click");
    }
    for (int row = 0; row < rows; row++) {
      // The logistic function of 0 or the null item's id.
      assertThat(predictions.value(0, row))
          .isEqualTo(predictions.tasks().get(0).equals("click") ? 0.5f : 0f);
    }
  }
}
