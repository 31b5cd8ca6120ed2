package dev.tandem.infra.cli;

import picocli.CommandLine.Option;

/** How a model is compared with its single-task twin. */
final class TwinOptions {
  @Option(
      names = "--twin",
      description =
          "Instead: train the model of FILE and its twin, in which each task has a network of its"
              + " own, on the same rows with several seeds, and say what the model gains.")
  private boolean twin;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "5",
      description = "With --twin: how many times both are trained; default: ${DEFAULT-VALUE}.")
  private int seeds;

  boolean isAsked() {
    return twin;
  }

  int seeds() {
    return seeds;
  }
}
