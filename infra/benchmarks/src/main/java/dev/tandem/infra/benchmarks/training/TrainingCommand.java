package dev.tandem.infra.benchmarks.training;

import dev.tandem.infra.benchmarks.process.Sizes;
import dev.tandem.infra.benchmarks.process.WorkFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tandem bench training}: a step of training, from rows in a file to updated weights. */
@Command(
    name = "training",
    description =
        "Measure what a step of training costs, from rows in a file to updated weights: a mixture of"
            + " experts for two tasks (mmoe) and attention over fifty items (din).")
public final class TrainingCommand implements Callable<Integer> {
  private static final String PYTORCH = "pytorch";
  private static final int PEER_MISSING = 2;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Option(
      names = "--workload",
      split = ",",
      defaultValue = "mmoe,din",
      paramLabel = "NAME",
      description = "What to train; default: ${DEFAULT-VALUE}.")
  private List<String> workloads = List.of();

  @Option(names = "--against", paramLabel = "PEER", description = "What to compare with: pytorch.")
  private Optional<String> against = Optional.empty();

  @Option(
      names = "--python",
      split = ",",
      defaultValue = "python3,/usr/bin/python3",
      paramLabel = "PROGRAM",
      description =
          "The interpreters to look for PyTorch in, the first that has it counts; default:"
              + " ${DEFAULT-VALUE}.")
  private List<String> pythons = List.of();

  @Option(
      names = "--rows",
      defaultValue = "400000",
      paramLabel = "N",
      description = "The number of rows; default: ${DEFAULT-VALUE}.")
  private int rows;

  @Option(
      names = "--entries",
      defaultValue = "1000000",
      paramLabel = "N",
      description = "The number of embedding rows in all; default: ${DEFAULT-VALUE}.")
  private int entries;

  @Option(
      names = "--batch",
      defaultValue = "2048",
      paramLabel = "N",
      description = "Rows of a step; default: ${DEFAULT-VALUE}.")
  private int batch;

  @Option(
      names = "--threads",
      defaultValue = "2",
      paramLabel = "N",
      description = "Threads of each engine; default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--epochs",
      defaultValue = "2",
      paramLabel = "N",
      description =
          "Passes over the rows in each run, of which the first warms up; default:"
              + " ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--runs",
      defaultValue = "3",
      paramLabel = "N",
      description = "Runs of each engine, by turns; default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--scaling",
      description =
          "Also train with batches of 256 to 4096 rows and with 10^4 to 10^7 embedding rows.")
  private boolean scaling;

  @Option(
      names = "--heap",
      defaultValue = "4g",
      paramLabel = "SIZE",
      description = "Tandem's largest heap; default: ${DEFAULT-VALUE}.")
  private String heap = "4g";

  @Option(
      names = "--timeout",
      defaultValue = "3600",
      paramLabel = "SECONDS",
      description = "After how long a process is ended; default: ${DEFAULT-VALUE}.")
  private long timeoutSeconds;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Keep the rows there; default: a temporary folder, deleted.")
  private Optional<Path> work = Optional.empty();

  @Option(names = "--json", description = "Write the result as JSON to standard output.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<StepSettings> settings = settings();
    try (WorkFolder folder = WorkFolder.open(work)) {
      Optional<TorchPeer> peer =
          against.isPresent()
              ? TorchPeer.find(pythons, folder.path(), Duration.ofSeconds(timeoutSeconds))
              : Optional.empty();
      if (against.isPresent() && peer.isEmpty()) {
        spec.commandLine()
            .getErr()
            .println(
                "tandem: none of "
                    + String.join(", ", pythons)
                    + " has torch and numpy; install them (on Debian: python3-torch and"
                    + " libopenblas0-pthread), or name another interpreter with --python");
        return PEER_MISSING;
      }
      TrainingResult result = run(settings, folder.path(), peer);
      PrintWriter out = spec.commandLine().getOut();
      out.println(json ? result.json() : result.summary());
      out.flush();
      return 0;
    }
  }

  private TrainingResult run(List<StepSettings> settings, Path folder, Optional<TorchPeer> peer)
      throws IOException {
    TrainingBenchmark benchmark =
        new TrainingBenchmark(
            folder,
            Math.max(1, runs),
            Sizes.bytes(heap),
            Duration.ofSeconds(timeoutSeconds),
            spec.commandLine().getErr());
    List<WorkloadResult> results = new ArrayList<>();
    for (StepSettings of : settings) {
      WorkloadResult result = benchmark.run(of, peer);
      results.add(scaling ? benchmark.scale(result) : result);
    }
    return new TrainingResult(results);
  }

  private List<StepSettings> settings() {
    try {
      Sizes.bytes(heap);
      if (against.filter(peer -> !peer.equals(PYTORCH)).isPresent()) {
        throw new IllegalArgumentException(
            "--against: found " + against.get() + ", allowed: " + PYTORCH);
      }
      return workloads.stream()
          .map(Workload::parse)
          .map(of -> new StepSettings(of, rows, entries, batch, threads, epochs))
          .toList();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
