package dev.tandem.infra.job;

import dev.tandem.pipelines.DatasetPaths;
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
 * report.json, report.html  what the last run did
 * </pre>
 *
 * @param directory the folder that holds all of it
 */
public record TandemHome(Path directory) {
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

  /** The bundle of a model. */
  public Path bundle(String model) {
    return directory.resolve("bundles").resolve(model);
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
