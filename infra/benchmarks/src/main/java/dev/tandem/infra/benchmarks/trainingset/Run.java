package dev.tandem.infra.benchmarks.trainingset;

import java.util.Optional;

/**
 * What one run took.
 *
 * @param cpuSeconds the processor time of all threads
 * @param peakResidentBytes the most memory that the process had resident until the run's end
 */
record Run(double seconds, double cpuSeconds, long peakResidentBytes) {
  private static final String MARK = "run";

  /** The run as a line of text. */
  String line() {
    return MARK + " " + seconds + " " + cpuSeconds + " " + peakResidentBytes;
  }

  /** The run of a line, or empty if a library wrote the line. */
  static Optional<Run> parse(String line) {
    String[] words = line.split(" ", -1);
    return words.length == 4 && words[0].equals(MARK)
        ? Optional.of(
            new Run(
                Double.parseDouble(words[1]),
                Double.parseDouble(words[2]),
                Long.parseLong(words[3])))
        : Optional.empty();
  }
}
