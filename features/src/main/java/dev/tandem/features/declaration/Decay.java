package dev.tandem.features.declaration;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How events lose weight as they grow older: by half in each half-life, tile by tile.
 *
 * @param halfLife at least 1 ms
 */
public record Decay(Duration halfLife) {
  /** The setting of a feature that declares it. */
  static final String SETTING = "half_life";

  /** What is allowed, for messages. */
  static final String ALLOWED = "a duration such as 12h, 7d, up to 36500d";

  /** After so many half-lives an event weighs less than 10^-12 of what it did. */
  private static final int REACH = 40;

  private static final Duration LONGEST = Duration.ofDays(36_500);

  /** The declared decay; empty if none is declared, or what is declared is none. */
  public static Optional<Decay> of(Options settings) {
    List<String> declared = settings.values().getOrDefault(SETTING, List.of());
    return declared.size() != 1
        ? Optional.empty()
        : DurationNotation.parse(declared.get(0))
            .filter(halfLife -> !halfLife.isZero() && halfLife.compareTo(LONGEST) <= 0)
            .map(Decay::new);
  }

  /** How far back it is worth looking: 40 half-lives. */
  public Duration reach() {
    return halfLife.multipliedBy(REACH);
  }

  /**
   * A window with the default resolution of one as long as the half-life or, if that is shorter, as
   * itself.
   */
  public Window window(Duration length) {
    Duration shorter = length.compareTo(halfLife) < 0 ? length : halfLife;
    return new Window(length, Window.of(shorter).resolution());
  }
}
