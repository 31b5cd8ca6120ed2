package dev.tandem.infra.benchmarks.trainingset;

import dev.tandem.infra.benchmarks.process.Sizes;
import dev.tandem.infra.benchmarks.process.WorkFolder;
import dev.tandem.pipelines.RunnerKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tandem bench features}: from an event log to a training set. */
@Command(
    name = "features",
    description =
        "Measure how long it takes to turn an event log into a training set: per user, item and user"
            + " in a category, seven aggregates over four windows, for a tenth of the events.")
public final class FeaturesCommand implements Callable<Integer> {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Option(
      names = "--events",
      defaultValue = "1000000",
      paramLabel = "N",
      description = "The number of events; default: ${DEFAULT-VALUE}.")
  private long events;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Another seed gives another log; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--against",
      split = ",",
      paramLabel = "PEER",
      description = "What to compare with: duckdb, rows (a row-at-a-time Beam pipeline) or both.")
  private List<String> against = List.of();

  @Option(
      names = "--without",
      split = ",",
      paramLabel = "AGGREGATE",
      description = "Aggregates to leave out, for example min,max,distinct.")
  private List<String> without = List.of();

  @Option(
      names = "--runner",
      defaultValue = "direct",
      paramLabel = "NAME",
      description = "What executes Tandem's pipelines, direct or flink; default: ${DEFAULT-VALUE}.")
  private String runner = "direct";

  @Option(
      names = "--threads",
      defaultValue = "2",
      paramLabel = "N",
      description = "Threads of each engine; default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--heap",
      defaultValue = "4g",
      paramLabel = "SIZE",
      description = "The heap of Tandem and the memory of DuckDB; default: ${DEFAULT-VALUE}.")
  private String heap = "4g";

  @Option(
      names = "--runs",
      defaultValue = "4",
      paramLabel = "N",
      description =
          "How often each engine runs in its process; the first run is the cold one, the fastest of"
              + " the others the warm one; default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--timeout",
      defaultValue = "1800",
      paramLabel = "SECONDS",
      description = "After how long a process is ended; default: ${DEFAULT-VALUE}.")
  private long timeoutSeconds;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Keep the log and the outputs there; default: a temporary folder, deleted.")
  private Optional<Path> work = Optional.empty();

  @Option(names = "--json", description = "Write the result as JSON to standard output.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try (WorkFolder folder = WorkFolder.open(work)) {
      BenchmarkResult result = benchmark(folder.path()).run(peers());
      PrintWriter out = spec.commandLine().getOut();
      out.println(json ? result.json() : result.summary());
      out.flush();
      if (!result.isSound()) {
        spec.commandLine().getErr().println("tandem: the rows of the engines differ");
      }
      return result.isSound() ? 0 : 1;
    }
  }

  private TrainingSetBenchmark benchmark(Path folder) {
    try {
      return new TrainingSetBenchmark(
          Workload.without(new EventLog(events, seed), without),
          new EngineSettings(RunnerKind.parse(runner), threads, Sizes.bytes(heap)),
          folder,
          Math.max(1, runs),
          Duration.ofSeconds(timeoutSeconds),
          spec.commandLine().getErr());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private List<EngineKind> peers() {
    try {
      return against.stream().map(EngineKind::parse).distinct().toList();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--against: " + e.getMessage(), e);
    }
  }
}
