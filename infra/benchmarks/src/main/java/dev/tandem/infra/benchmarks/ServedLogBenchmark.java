package dev.tandem.infra.benchmarks;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.store.InMemoryOnlineStore;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.FeatureVectors;
import dev.tandem.serving.fetch.FetchSettings;
import dev.tandem.serving.log.ServedLog;
import dev.tandem.serving.log.ServedLogSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does the served log cost a request for a user and 500 candidate items? The baseline is the
 * same request without a log; the states are in memory, so that no network hides the difference.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx2g", "-XX:+UseParallelGC", "--add-opens=java.base/java.nio=ALL-UNNAMED"})
public class ServedLogBenchmark {
  private static final int ROWS = 500;
  private static final int USERS = 100;

  /** The share of users whose rows are kept; 0 has no log. */
  @Param({"0", "0.1", "1"})
  public double share;

  private final InMemoryOnlineStore memory = new InMemoryOnlineStore();
  private final FeatureRequest[] requests = new FeatureRequest[USERS];
  private FeatureClient client;
  private ServedLog log;
  private Path folder;
  private int next;

  /** Fills the memory with the states of random events, and opens the log. */
  @Setup
  public void setUp() throws IOException {
    Project project = FetchEvents.project();
    FetchEvents.load(project, memory);
    folder = Files.createTempDirectory("served");
    FetchSettings settings = FetchSettings.defaults();
    if (share > 0) {
      log = ServedLog.open(project, ServedLogSettings.in(folder).withShare(share));
      settings = settings.withListener(log);
    }
    client = FeatureClient.of(project, "ranking", memory, settings);
    for (int user = 0; user < USERS; user++) {
      requests[user] =
          FeatureRequest.builder()
              .one("user_id", user)
              .each("item_id", LongStream.range(0, ROWS).toArray())
              .one("position", 0)
              .at(Instant.ofEpochMilli(FetchEvents.END))
              .build();
    }
  }

  /** One request, of one user after the other. */
  @Benchmark
  public FeatureVectors fetch() {
    next = (next + 1) % USERS;
    return client.fetch(requests[next]);
  }

  /** Ends the log, says what it dropped, and deletes its files. */
  @TearDown
  public void tearDown() throws IOException {
    if (log != null) {
      log.close();
      System.out.println(log.counts());
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
