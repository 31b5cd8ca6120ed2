package dev.tandem.infra.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.infra.redis.LocalRedis;
import dev.tandem.pipelines.ledger.Ledger;
import dev.tandem.pipelines.ledger.LedgerEntry;
import dev.tandem.pipelines.ledger.LedgerEntry.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process in the middle of its work, as {@code kill -9} does, at twenty moments, and lets
 * another one complete it: what is there then is what an undisturbed run leaves, byte for byte.
 */
class KillIT {
  private static final int KILLS = 20;
  private static final List<String> STEPS =
      List.of("ingest clicks", "backfill views", "materialize ranking");
  private static final List<String> DATASETS =
      List.of("sources/clicks", "dead_letters/clicks", "training_sets/views");

  @TempDir Path folder;
  private SmallProject project;
  private LocalRedis redis;

  /** Everything that matters of a home and a store. */
  private record Contents(SortedMap<String, String> files, SortedMap<String, String> states) {}

  /**
   * Where a process begins, how long it takes, and where it ends.
   *
   * @param home a home that is not there, or holds some of the events
   * @param states what the store holds then
   */
  private record Start(
      Path home,
      SortedMap<String, String> states,
      Map<String, Long> stepMillis,
      Contents expected) {}

  @Test
  void killed_atTwentyMoments_endsInTheBytesOfAnUndisturbedRun() throws Exception {
    project = SmallProject.in(folder).with("path: clicks.csv", "path: log");
    try (LocalRedis started = LocalRedis.start()) {
      redis = started;
      List<Start> starts = List.of(fromNothing(), fromHalf());
      Random random = new Random(20);
      TreeSet<String> interrupted = new TreeSet<>();
      for (int kill = 0; kill < KILLS; kill++) {
        String step = STEPS.get(kill % STEPS.size());
        Start start = starts.get(random.nextInt(starts.size()));
        long after = random.nextLong(start.stepMillis().get(step) + 1);
        Path home = begin(start, "killed-" + kill);

        try (VerbProcess process = process(home)) {
          process.killAfter(step, after);
        }
        ledger(home).stream()
            .filter(entry -> entry.outcome() == Outcome.INTERRUPTED)
            .forEach(entry -> interrupted.add(entry.step()));
        complete(home);

        assertThat(contents(home))
            .as("killed %s ms after the beginning of %s from %s", after, step, start.home())
            .isEqualTo(start.expected());
        assertThat(leftovers(home)).isEmpty();
      }
      assertThat(interrupted).containsExactly("backfill", "ingest", "materialize");
    }
  }

  private Start fromNothing() throws Exception {
    write("1.csv", 0, 2_000);
    write("2.csv", 2_000, 1_000);
    return start("nothing");
  }

  /** The second file, with late events in it, is added to what the first one gave. */
  private Start fromHalf() throws Exception {
    Path second = folder.resolve("log/2.csv");
    String rows = Files.readString(second);
    Files.delete(second);
    redis.empty();
    complete(folder.resolve("half"));
    Files.writeString(second, rows);
    return start("half");
  }

  /** Runs a process from the beginning to the end. */
  private Start start(String name) throws Exception {
    Path home = folder.resolve(name);
    SortedMap<String, String> states = redis.contents();
    Path undisturbed = folder.resolve(name + "-undisturbed");
    copy(home, undisturbed);
    try (VerbProcess process = process(undisturbed)) {
      return new Start(home, states, process.stepMillis(), contents(undisturbed));
    }
  }

  private VerbProcess process(Path home) throws IOException {
    return VerbProcess.start(project, home, endpoint());
  }

  private String endpoint() {
    return redis.host() + ":" + redis.port();
  }

  private void write(String file, int from, int rows) throws IOException {
    Random random = new Random(from);
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      boolean late = row % 50 == 0;
      long seconds = 1_500_000_000L + 60L * (late ? random.nextInt(from + 1) : from + row);
      String type = random.nextInt(4) == 0 ? "click" : "view";
      lines.add(random.nextInt(20) + "," + type + "," + random.nextInt(100) + "," + seconds);
    }
    lines.add("broken");
    Files.createDirectories(folder.resolve("log"));
    Files.write(folder.resolve("log").resolve(file), lines, StandardCharsets.UTF_8);
  }

  /** A copy of the start's home, with the store as it was then. */
  private Path begin(Start start, String name) throws IOException {
    Path home = folder.resolve(name);
    copy(start.home(), home);
    redis.empty();
    redis.fill(start.states());
    return home;
  }

  private static void copy(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.toList()) {
          Files.copy(file, to.resolve(from.relativize(file).toString()));
        }
      }
    }
  }

  /** Does in this process what the killed one was about to do. */
  private void complete(Path home) {
    call("backfill", home);
    call("materialize", home, "--redis", endpoint());
  }

  private void call(String verb, Path home, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(verb, project.declaration().toString(), "--home", home.toString()));
    arguments.addAll(List.of(more));
    TandemCall call = TandemCall.of(arguments.toArray(String[]::new));
    assertThat(call.code()).as(call.err()).isZero();
  }

  private static List<LedgerEntry> ledger(Path home) {
    return Ledger.in(home.resolve("ledger").toString()).entries();
  }

  /** The files of each dataset's newest snapshot, and all that the store holds. */
  private Contents contents(Path home) throws Exception {
    SortedMap<String, String> files = new TreeMap<>();
    for (String dataset : DATASETS) {
      LocalDataset newest = LocalDataset.openLatest(home.resolve(dataset)).orElseThrow();
      newest.verify();
      Path root = home.resolve(dataset);
      Path snapshot = root.resolve("snapshots").resolve(newest.manifest().snapshot());
      add(home, root.resolve(String.format("manifests/%020d.json", newest.number())), files);
      try (Stream<Path> all = Files.list(snapshot)) {
        for (Path file : all.toList()) {
          add(home, file, files);
        }
      }
    }
    return new Contents(files, redis.contents());
  }

  private static void add(Path home, Path file, SortedMap<String, String> files) throws Exception {
    byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    files.put(home.relativize(file).toString(), HexFormat.of().formatHex(sha256));
  }

  /** What only a run in progress has. */
  private static List<String> leftovers(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> home.relativize(file).toString())
          .filter(
              file ->
                  file.contains("temporary/")
                      || file.contains("scratch/")
                      || file.endsWith(".lease"))
          .toList();
    }
  }
}
