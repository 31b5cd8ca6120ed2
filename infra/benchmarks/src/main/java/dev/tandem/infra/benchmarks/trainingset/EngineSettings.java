package dev.tandem.infra.benchmarks.trainingset;

import dev.tandem.pipelines.RunnerKind;
import java.util.List;
import java.util.Locale;

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

  /**
   * Reads a number of bytes with {@code k}, {@code m} or {@code g} behind it, as Java's {@code
   * -Xmx} does.
   */
  static long bytes(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!lower.matches("[0-9]{1,9}[kmg]")) {
      throw new IllegalArgumentException(
          "'" + text + "' is no size; write for example 3g or 3500m");
    }
    int shift = 10 * (1 + "kmg".indexOf(lower.charAt(lower.length() - 1)));
    return Long.parseLong(lower.substring(0, lower.length() - 1)) << shift;
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
