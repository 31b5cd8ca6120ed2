package dev.tandem.features.yaml;

import dev.tandem.features.declaration.EpsilonGreedy;
import dev.tandem.features.declaration.Exploration;
import dev.tandem.features.declaration.RankingPolicy;
import dev.tandem.features.declaration.RankingPolicy.Factor;
import dev.tandem.features.declaration.Thompson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a model's key {@code ranking}. */
final class RankingReader {
  static final List<String> KEYS = List.of("score", "top", "explore");
  static final List<String> FACTOR_KEYS = List.of("power", "floor");

  /** The keys of an exploration with the settings of each kind. */
  static final List<String> EXPLORE_KEYS =
      Stream.concat(
              Stream.of("kind"),
              Arrays.stream(Exploration.Kind.values()).flatMap(kind -> kind.settings().stream()))
          .distinct()
          .toList();

  private static final List<String> KINDS =
      Arrays.stream(Exploration.Kind.values()).map(Exploration.Kind::declaredName).toList();

  /**
   * @param model the model's name, which is the salt unless another is declared
   */
  Optional<RankingPolicy> read(String model, YamlValue ranking) {
    return ranking
        .mapping("a mapping with: score")
        .map(
            mapping -> {
              YamlMapping known = mapping.allowOnly(KEYS);
              return new RankingPolicy(
                  score(known),
                  known.find("top").flatMap(YamlValue::integer),
                  known.find("explore").flatMap(value -> explore(model, value)));
            });
  }

  private static List<Factor> score(YamlMapping ranking) {
    List<Factor> factors = new ArrayList<>();
    ranking
        .require("score", "a mapping from tasks to powers")
        .flatMap(value -> value.mapping("a mapping from tasks to powers"))
        .ifPresent(
            score ->
                score
                    .entries()
                    .forEach((task, value) -> factor(task, value).ifPresent(factors::add)));
    return factors;
  }

  private static Optional<Factor> factor(String task, YamlValue value) {
    if (!value.isMapping()) {
      return value.number().map(power -> new Factor(task, power, Optional.empty()));
    }
    return value
        .mapping("a number or a mapping with: power, floor")
        .map(factor -> factor.allowOnly(FACTOR_KEYS))
        .map(
            factor ->
                new Factor(
                    task,
                    factor.find("power").flatMap(YamlValue::number).orElse(1.0),
                    factor.find("floor").flatMap(YamlValue::number)));
  }

  private static Optional<Exploration> explore(String model, YamlValue value) {
    return value
        .mapping("a mapping with: kind")
        .flatMap(
            explore ->
                explore
                    .require("kind", String.join(", ", KINDS))
                    .flatMap(kind -> kind.oneOf(KINDS, Exploration.Kind::parse))
                    .map(kind -> exploration(kind, model, explore)));
  }

  private static Exploration exploration(Exploration.Kind kind, String model, YamlMapping explore) {
    explore.allowOnly(Stream.concat(Stream.of("kind"), kind.settings().stream()).toList());
    String salt = explore.find("salt").flatMap(text -> text.text("a text")).orElse(model);
    return switch (kind) {
      case EPSILON_GREEDY ->
          new EpsilonGreedy(
              explore
                  .require("epsilon", "a number from 0 to 1")
                  .flatMap(YamlValue::number)
                  .orElse(0.0),
              salt);
      case THOMPSON ->
          new Thompson(
              explore
                  .require("sigma", "a number greater than 0")
                  .flatMap(YamlValue::number)
                  .orElse(1.0),
              explore.find("count").flatMap(text -> text.text("the name of a feature")),
              salt);
    };
  }
}
