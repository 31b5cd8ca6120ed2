package dev.tandem.infra.cli;

import picocli.CommandLine.Option;

/** Whether to say only what would be done; the same for every verb that can. */
final class DryRunOption {
  @Option(names = "--dry-run", description = "Say what would be done and why, and change nothing.")
  private boolean on;

  boolean isOn() {
    return on;
  }
}
