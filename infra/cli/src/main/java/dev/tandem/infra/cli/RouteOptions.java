package dev.tandem.infra.cli;

import dev.tandem.features.declaration.DurationNotation;
import dev.tandem.infra.job.RouteSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which bundles answer, and which only listen. */
final class RouteOptions {
  private static final String SPLIT_ALLOWED =
      "NAME=SHARE:BUNDLE with a share from 0 to 1, such as b=0.1:/models/b";

  @Option(
      names = "--refresh",
      paramLabel = "DURATION",
      defaultValue = "5s",
      description =
          "How often newly trained versions are looked for, such as 500ms or 1m;"
              + " default: ${DEFAULT-VALUE}.")
  private String refresh;

  @Option(
      names = "--shadow",
      paramLabel = "BUNDLE",
      description =
          "A bundle folder, or one version's, that scores after each answer; how far it is from the"
              + " answers is said at the end.")
  private Optional<Path> shadow = Optional.empty();

  @Option(
      names = "--split",
      paramLabel = "NAME=SHARE:BUNDLE",
      description = "A bundle folder, or one version's, that answers a share of the requests.")
  private Map<String, String> arms = new LinkedHashMap<>();

  @Option(
      names = "--split-key",
      paramLabel = "FIELD",
      description =
          "The field of a request that decides who gets which split; default: the first entity"
              + " key.")
  private Optional<String> splitKey = Optional.empty();

  @Option(
      names = "--split-salt",
      paramLabel = "TEXT",
      description = "Another text sends others to each split; default: the model's name.")
  private Optional<String> splitSalt = Optional.empty();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  RouteSettings settings() {
    Duration interval =
        DurationNotation.parse(refresh)
            .filter(duration -> !duration.isZero())
            .orElseThrow(() -> wrong("--refresh", refresh, DurationNotation.ALLOWED + ", above 0"));
    List<RouteSettings.Arm> all = new ArrayList<>();
    arms.forEach((name, text) -> all.add(arm(name, text)));
    return new RouteSettings(interval, shadow, all, splitKey, splitSalt);
  }

  private RouteSettings.Arm arm(String name, String text) {
    int colon = text.indexOf(':');
    try {
      double share = Double.parseDouble(text.substring(0, Math.max(0, colon)));
      if (share >= 0 && share <= 1 && colon + 1 < text.length()) {
        return new RouteSettings.Arm(name, share, Path.of(text.substring(colon + 1)));
      }
    } catch (NumberFormatException e) {
      // Falls through to the same complaint.
    }
    throw wrong("--split", name + "=" + text, SPLIT_ALLOWED);
  }

  private ParameterException wrong(String option, String found, String allowed) {
    return new ParameterException(
        spec.commandLine(), option + ": found " + found + ", allowed: " + allowed);
  }
}
