package dev.tandem.infra.benchmarks.trainingset;

import java.util.Arrays;
import java.util.Locale;

/** The engines that are compared. */
enum EngineKind {
  /** Tandem on the runner of the settings. */
  TANDEM {
    @Override
    Engine engine(Workload workload, EngineSettings settings) {
      return new TandemEngine(workload, settings.runner(), settings.threads());
    }
  },
  /** DuckDB in this process. */
  DUCKDB {
    @Override
    Engine engine(Workload workload, EngineSettings settings) {
      return new DuckDbEngine(workload, settings.threads(), settings.memoryBytes());
    }
  },
  /** A pipeline that moves one row at a time. */
  ROWS {
    @Override
    Engine engine(Workload workload, EngineSettings settings) {
      return new RowAtATimeEngine(settings.threads());
    }
  };

  /** The engine with these settings. */
  abstract Engine engine(Workload workload, EngineSettings settings);

  /** Its name in options and in the result. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The peer of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static EngineKind parse(String label) {
    return Arrays.stream(values())
        .filter(kind -> kind != TANDEM && kind.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'" + label + "' is no peer; there are: duckdb, rows"));
  }

  /** The heap of the process it runs in. */
  long heapBytes(EngineSettings settings) {
    // DuckDB keeps its memory outside of the heap.
    return this == DUCKDB ? 256L << 20 : settings.memoryBytes();
  }
}
