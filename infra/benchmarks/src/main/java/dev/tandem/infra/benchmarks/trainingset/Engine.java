package dev.tandem.infra.benchmarks.trainingset;

import java.io.IOException;
import java.nio.file.Path;

/** Turns the log into the training set; the timed part of the benchmark. */
interface Engine {
  /**
   * Reads the log and writes the training set into a folder that does not exist yet.
   *
   * @throws IOException if a file cannot be read or written
   */
  void run(Path log, Path output) throws IOException;
}
