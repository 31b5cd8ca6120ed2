package dev.tandem.infra.benchmarks.trainingset;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What an engine took.
 *
 * @param coldSeconds from the start of the process to the end of its first run
 * @param runs all runs in the process, the first one included
 */
record EngineResult(double coldSeconds, List<Run> runs) {
  EngineResult {
    runs = List.copyOf(runs);
  }

  /** The fastest run but the first, or empty if there was only one. */
  Optional<Run> warm() {
    return runs.stream().skip(1).min(Comparator.comparingDouble(Run::seconds));
  }

  /** The most memory that was resident at once in all runs. */
  long peakResidentBytes() {
    return runs.stream().mapToLong(Run::peakResidentBytes).max().orElse(0);
  }
}
