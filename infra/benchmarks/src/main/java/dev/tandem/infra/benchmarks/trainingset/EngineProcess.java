package dev.tandem.infra.benchmarks.trainingset;

import dev.tandem.infra.benchmarks.process.Folders;
import dev.tandem.infra.benchmarks.process.ProcessCost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The process that one engine runs in: executes the workload several times and writes a {@link Run}
 * as a line to standard output after each.
 */
final class EngineProcess {
  private static final int WORKLOAD = 1;
  private static final int SETTINGS = 4;
  private static final int REST = 7;

  private EngineProcess() {}

  /** The arguments of {@link #main}. */
  static List<String> arguments(
      EngineKind kind, Workload workload, EngineSettings settings, Path log, Path out, int runs) {
    List<String> arguments = new ArrayList<>(List.of(kind.name()));
    arguments.addAll(workload.arguments());
    arguments.addAll(settings.arguments());
    arguments.addAll(List.of(log.toString(), out.toString(), String.valueOf(runs)));
    return arguments;
  }

  /** Runs; the last run's output stays. */
  public static void main(String[] given) throws IOException {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
    List<String> arguments = Arrays.asList(given);
    Workload workload = Workload.parse(arguments.subList(WORKLOAD, SETTINGS));
    EngineSettings settings = EngineSettings.parse(arguments.subList(SETTINGS, REST));
    Engine engine = EngineKind.valueOf(arguments.get(0)).engine(workload, settings);
    Path log = Path.of(arguments.get(REST));
    Path out = Path.of(arguments.get(REST + 1));
    int runs = Integer.parseInt(arguments.get(REST + 2));
    for (int run = 0; run < runs; run++) {
      Folders.delete(out);
      long cpu = ProcessCost.cpuNanos();
      long started = System.nanoTime();
      engine.run(log, out);
      System.out.println(
          new Run(
                  (System.nanoTime() - started) / 1e9,
                  (ProcessCost.cpuNanos() - cpu) / 1e9,
                  ProcessCost.peakResidentBytes())
              .line());
    }
    // Flink leaves threads behind that keep the process alive.
    System.exit(0);
  }
}
