package dev.tandem.infra.job;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which bundles answer for a model besides the one that was trained last.
 *
 * @param refresh how often newly published versions are looked for
 * @param shadow a bundle that scores after the answer
 * @param arms bundles that answer a share of the requests
 * @param splitKey the field of a request that decides who gets which arm; absent: the first entity
 *     key
 * @param splitSalt what goes into that decision besides the key; absent: the model's name
 */
public record RouteSettings(
    Duration refresh,
    Optional<Path> shadow,
    List<Arm> arms,
    Optional<String> splitKey,
    Optional<String> splitSalt) {
  public RouteSettings {
    arms = List.copyOf(arms);
  }

  /** Looks every five seconds, without shadow and split. */
  public static RouteSettings defaults() {
    return new RouteSettings(
        Duration.ofSeconds(5), Optional.empty(), List.of(), Optional.empty(), Optional.empty());
  }

  /** The same looking at another interval. */
  public RouteSettings withRefresh(Duration newRefresh) {
    return new RouteSettings(newRefresh, shadow, arms, splitKey, splitSalt);
  }

  /**
   * A bundle that answers a share of the requests.
   *
   * @param bundle a bundle directory, or one version's folder
   * @param share from 0 to 1
   */
  public record Arm(String name, double share, Path bundle) {}
}
