package dev.tandem.infra.job;

import dev.tandem.pipelines.DatasetPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a project's files lie on this machine.
 *
 * <pre>
 * registry/                 the applied declarations
 * sources/SOURCE/           the events of a source, read and checked
 * dead_letters/SOURCE/      its rows that could not be used
 * training_sets/NAME/       rows with features and labels
 * bundles/MODEL/            a trained model
 * tuning/MODEL/             what searches for better settings of it have tried
 * served/SERVICE/           what was served, unless the log is kept elsewhere
 * ledger/                   what was run, step by step
 * report.json, report.html  what the last run did
 * </pre>
 *
 * @param directory the folder that holds all of it
 */
public record TandemHome(Path directory) {
  /**
   * Makes the folder if it is not there.
   *
   * @throws JobFailedException if it cannot be made or written to
   */
  public void create() {
    requireNoFile();
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new JobFailedException(
          "folder " + directory + " cannot be made; name one that can be written to", e);
    }
    if (!Files.isWritable(directory)) {
      throw new JobFailedException(
          "folder " + directory + " cannot be written to; name one that can");
    }
  }

  /**
   * Checks that neither the folder nor one above it is a file.
   *
   * @throws JobFailedException if one is
   */
  public void requireNoFile() {
    for (Path path = directory.toAbsolutePath(); path != null; path = path.getParent()) {
      if (Files.exists(path) && !Files.isDirectory(path)) {
        throw new JobFailedException(path + " is a file; name a folder");
      }
    }
  }

  /** The applied declarations. */
  public Path registry() {
    return directory.resolve("registry");
  }

  /** The events of a source. */
  public Path source(String source) {
    return Path.of(datasets().source(source));
  }

  /** The rows of a source that could not be used. */
  public Path deadLetters(String source) {
    return Path.of(datasets().deadLetters(source));
  }

  /** The rows of a training set. */
  public Path trainingSet(String trainingSet) {
    return Path.of(datasets().trainingSet(trainingSet));
  }

  /** What was run. */
  public Path ledger() {
    return Path.of(datasets().ledger());
  }

  /** The bundle of a model. */
  public Path bundle(String model) {
    return directory.resolve("bundles").resolve(model);
  }

  /** The trials of searches for better settings of a model. */
  public Path tuning(String model) {
    return directory.resolve("tuning").resolve(model);
  }

  /** What was served, unless the log is kept elsewhere. */
  public Path served() {
    return directory.resolve("served");
  }

  /** What the last search for better settings of a model has tried and found, for people. */
  public Path tuningReport(String model) {
    return tuning(model).resolve("tuning.html");
  }

  /** What the last run did, for programs. */
  public Path report() {
    return directory.resolve("report.json");
  }

  /** What the last run did, for people. */
  public Path readableReport() {
    return directory.resolve("report.html");
  }

  /** Where the pipelines keep their datasets. */
  private DatasetPaths datasets() {
    return new DatasetPaths(directory.toAbsolutePath().toString());
  }
}
