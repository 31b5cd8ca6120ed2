package dev.tandem.infra.benchmarks.trainingset;

import dev.tandem.pipelines.RunnerKind;
import java.util.List;

/**
 * What an engine may use.
 *
 * @param runner what executes Beam pipelines
 * @param memoryBytes the largest heap, or DuckDB's memory limit
 */
record EngineSettings(RunnerKind runner, int threads, long memoryBytes) {
  EngineSettings {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads, at least 1 is needed");
    }
    if (memoryBytes < 256L << 20) {
      throw new IllegalArgumentException(
          memoryBytes + " bytes of memory, at least 256m are needed");
    }
  }

  /** The arguments from which {@link #parse} makes the same settings. */
  List<String> arguments() {
    return List.of(runner.name(), String.valueOf(threads), String.valueOf(memoryBytes));
  }

  /** The settings of {@link #arguments}. */
  static EngineSettings parse(List<String> arguments) {
    return new EngineSettings(
        RunnerKind.valueOf(arguments.get(0)),
        Integer.parseInt(arguments.get(1)),
        Long.parseLong(arguments.get(2)));
  }
}
