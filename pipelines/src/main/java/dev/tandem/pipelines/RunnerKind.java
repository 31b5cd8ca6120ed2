package dev.tandem.pipelines;

import java.util.Locale;

/** What executes a run's pipeline. */
public enum RunnerKind {
  /** Beam's own runner in this process: the default. */
  DIRECT,
  /** Apache Flink, started in this process. */
  FLINK;

  /**
   * Reads {@code direct}, {@code flink}, {@code DirectRunner} or {@code FlinkRunner}, in any case.
   *
   * @throws IllegalArgumentException if the text is none of them
   */
  public static RunnerKind parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "direct", "directrunner" -> DIRECT;
      case "flink", "flinkrunner" -> FLINK;
      default ->
          throw new IllegalArgumentException(
              "'" + text + "' is no runner; choose direct (DirectRunner) or flink (FlinkRunner)");
    };
  }
}
