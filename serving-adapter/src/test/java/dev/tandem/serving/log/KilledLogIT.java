package dev.tandem.serving.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.serving.ShopEvents;
import dev.tandem.serving.fetch.FeatureClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes file after file is killed: what a reader sees of it are whole files. */
class KilledLogIT {
  private static final int KILLS = 3;

  @TempDir Path folder;

  /** Serves for ever, and says when the first files are there. */
  public static void main(String[] arguments) {
    ServedLogSettings settings =
        ServedLogSettings.in(Path.of(arguments[0])).withFiles(1, Duration.ofMillis(1));
    try (LoggedShop shop = LoggedShop.open();
        ServedLog log = ServedLog.open(shop.project(), settings)) {
      FeatureClient client = shop.clients(log).service("ranking");
      client.fetch(LoggedShop.everyUser());
      log.flush();
      System.out.println("serving");
      while (true) {
        client.fetch(LoggedShop.everyUser());
      }
    }
  }

  @Test
  void killed_inTheMidst_leavesWholeFilesAndTheNextOneTidiesUp() throws Exception {
    Random random = new Random(3);
    for (int kill = 0; kill < KILLS; kill++) {
      serveAndKill(random.nextInt(100));
    }

    List<Path> whole = visible();
    assertThat(whole).hasSizeGreaterThanOrEqualTo(KILLS);
    for (Path file : whole) {
      assertThat(LoggedShop.read(file).rows() % ShopEvents.USERS).as(file.toString()).isZero();
    }
    Path left = Files.createFile(folder.resolve("ranking/.left.arrow.tmp"));
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    try (LoggedShop shop = LoggedShop.open()) {
      ServedLog.open(shop.project(), ServedLogSettings.in(folder)).close();
    }
    assertThat(left).doesNotExist();
    assertThat(visible()).isEqualTo(whole);
  }

  private List<Path> visible() {
    return LoggedShop.files(folder).stream()
        .filter(file -> !file.getFileName().toString().startsWith("."))
        .toList();
  }

  private void serveAndKill(int afterMillis) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            KilledLogIT.class.getName(),
            folder.toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      while (line != null && !line.equals("serving")) {
        line = out.readLine();
      }
      assertThat(line).as("what the process printed").isEqualTo("serving");
      process.waitFor(afterMillis, TimeUnit.MILLISECONDS);
    } finally {
      process.destroyForcibly().onExit().join();
    }
  }
}
