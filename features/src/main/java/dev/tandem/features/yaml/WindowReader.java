package dev.tandem.features.yaml;

import dev.tandem.features.declaration.AggregateFunction;
import dev.tandem.features.declaration.Decay;
import dev.tandem.features.declaration.DurationNotation;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Window;
import java.time.Duration;
import java.util.Optional;

/** Reads the window of a feature; one that decays has a window even if none is declared. */
final class WindowReader {
  private final boolean decays;
  private final Optional<Decay> decay;

  /**
   * @param function empty if the reader could not make sense of it
   */
  WindowReader(Optional<AggregateFunction> function, Options settings) {
    this.decays = function.map(AggregateFunction::decays).orElse(false);
    this.decay = decays ? Decay.of(settings) : Optional.empty();
  }

  Optional<Window> read(YamlMapping feature) {
    Optional<YamlValue> declared = feature.find("window");
    Optional<Duration> length =
        declared.isPresent() ? declared.flatMap(WindowReader::positive) : decay.map(Decay::reach);
    Optional<Duration> resolution = feature.find("resolution").flatMap(WindowReader::positive);
    if (resolution.isPresent() && declared.isEmpty() && !decays) {
      feature.find("resolution").get().refuse("has a meaning only with a window");
    }
    if (length.isEmpty() || resolution.isEmpty()) {
      return length.map(l -> decay.map(d -> d.window(l)).orElseGet(() -> Window.of(l)));
    }
    if (resolution.get().compareTo(length.get()) > 0) {
      String longest = DurationNotation.format(length.get()) + " or less, as is the window";
      return feature
          .find("resolution")
          .get()
          .refuse("found '" + DurationNotation.format(resolution.get()) + "', allowed: " + longest);
    }
    return Optional.of(new Window(length.get(), resolution.get()));
  }

  private static Optional<Duration> positive(YamlValue value) {
    return value.parsed(
        DurationNotation.ALLOWED,
        text -> DurationNotation.parse(text).filter(duration -> !duration.isZero()));
  }
}
