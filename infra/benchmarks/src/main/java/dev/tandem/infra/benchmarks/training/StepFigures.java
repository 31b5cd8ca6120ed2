package dev.tandem.infra.benchmarks.training;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What one training took.
 *
 * @param stepMillis the median over the steps of all epochs but the first
 * @param prepareSeconds from the start to the first step: reading, fitting and writing the rows
 * @param allocatedBytes on the heap for each step of the last epoch
 * @param firstEpochResidentBytes the memory that was resident after the first epoch
 * @param residentBytes and after the last one, mapped files included
 * @param loss of the last step
 */
record StepFigures(
    double stepMillis,
    double prepareSeconds,
    long allocatedBytes,
    long firstEpochResidentBytes,
    long residentBytes,
    double loss) {
  private static final String MARK = "figures";

  /** The figures as a line of text. */
  String line() {
    return MARK
        + DoubleStream.of(
                stepMillis,
                prepareSeconds,
                (double) allocatedBytes,
                (double) firstEpochResidentBytes,
                (double) residentBytes,
                loss)
            .mapToObj(value -> " " + value)
            .collect(Collectors.joining());
  }

  /** The figures of a line, or empty if a library wrote the line. */
  static Optional<StepFigures> parse(String line) {
    String[] words = line.split(" ", -1);
    if (words.length != 7 || !words[0].equals(MARK)) {
      return Optional.empty();
    }
    double[] values = new double[words.length - 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.parseDouble(words[i + 1]);
    }
    return Optional.of(
        new StepFigures(
            values[0], values[1], (long) values[2], (long) values[3], (long) values[4], values[5]));
  }
}
