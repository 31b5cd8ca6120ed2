package dev.tandem.infra.cli;

import dev.tandem.features.redis.RedisEndpoint;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which Redis is the online store. */
final class RedisOption {
  @Option(
      names = "--redis",
      paramLabel = "ENDPOINT",
      description =
          "The Redis to use as the online store: host:port, or redis://, redis-cluster:// or"
              + " redis-sentinel://; docs/operations.md has the forms. Default: one of its own, for"
              + " as long as the command runs.")
  private Optional<String> text = Optional.empty();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  Optional<RedisEndpoint> endpoint() {
    try {
      return text.map(RedisEndpoint::parse);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--redis: " + e.getMessage(), e);
    }
  }
}
