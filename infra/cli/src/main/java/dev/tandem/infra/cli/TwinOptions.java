package dev.tandem.infra.cli;

import picocli.CommandLine.Option;

/** How a model is compared with its single-task twins. */
final class TwinOptions {
  @Option(
      names = "--twin",
      description =
          "Instead: train the model of FILE, and each of its tasks alone, on the same rows with"
              + " several seeds, and say what the tasks gain from each other.")
  private boolean twin;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "5",
      description = "With --twin: how many times each is trained; default: ${DEFAULT-VALUE}.")
  private int seeds;

  boolean isAsked() {
    return twin;
  }

  int seeds() {
    return seeds;
  }
}
