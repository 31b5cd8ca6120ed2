package dev.tandem.infra.cli;

import dev.tandem.serving.log.ServedLogSettings;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether and how what is served is logged. */
final class LogOptions {
  private static final long MEBIBYTE = 1L << 20;

  @Option(
      names = "--log",
      paramLabel = "DIR",
      description =
          "Keep what is served in this folder, for tandem audit and for training;"
              + " default: nothing is kept.")
  private Optional<Path> directory = Optional.empty();

  @Option(
      names = "--log-share",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description =
          "The share of keys whose rows are kept, greater than 0 and at most 1;"
              + " default: ${DEFAULT-VALUE}.")
  private double share;

  @Option(
      names = "--log-key",
      paramLabel = "NAME",
      description = "The entity key by which rows are kept or not; default: a service's first one.")
  private Optional<String> key = Optional.empty();

  @Option(
      names = "--log-megabytes",
      paramLabel = "N",
      defaultValue = "1024",
      description = "The most that all files may hold; the oldest go; default: ${DEFAULT-VALUE}.")
  private long megabytes;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** The settings of the log; empty if there is to be none. */
  Optional<ServedLogSettings> settings() {
    if (directory.isEmpty()) {
      return Optional.empty();
    }
    if (megabytes < 1 || megabytes > Long.MAX_VALUE / MEBIBYTE) {
      throw refused("--log-megabytes: found " + megabytes + ", allowed: 1 or more", null);
    }
    try {
      ServedLogSettings settings =
          ServedLogSettings.in(directory.get()).withShare(share).withMaxBytes(megabytes * MEBIBYTE);
      return Optional.of(key.map(settings::withKey).orElse(settings));
    } catch (IllegalArgumentException e) {
      throw refused("--log-" + e.getMessage(), e);
    }
  }

  private ParameterException refused(String message, Throwable cause) {
    return new ParameterException(spec.commandLine(), message, cause);
  }
}
