package dev.tandem.pipelines;

/**
 * Where runs keep the datasets of one project.
 *
 * @param home the folder of all of them, a path or URI without a slash at the end
 */
public record DatasetPaths(String home) {
  /** The paths under a run's home. */
  public static DatasetPaths of(PipelineSettings settings) {
    String home = settings.home();
    return new DatasetPaths(home.endsWith("/") ? home.substring(0, home.length() - 1) : home);
  }

  /** The clean, distinct events of a source. */
  public String source(String name) {
    return home + "/sources/" + name;
  }

  /** The rows of a source that are not used, with the reasons. */
  public String deadLetters(String source) {
    return home + "/dead_letters/" + source;
  }

  /** A training set. */
  public String trainingSet(String name) {
    return home + "/training_sets/" + name;
  }

  /** What was run. */
  public String ledger() {
    return home + "/ledger";
  }

  /** Files that exist only while a run does. */
  String scratch() {
    return home + "/scratch";
  }
}
