package dev.tandem.training.tuning;

import dev.tandem.features.declaration.Model;
import dev.tandem.features.search.SearchSpace;
import dev.tandem.features.search.SearchSpace.Dimension;
import dev.tandem.features.search.SettingValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Draws trials from a space. */
final class TrialDraws {
  /** A space that gives nothing new in so many draws is taken to be exhausted. */
  private static final int MOST_REPEATS = 200;

  private final Model model;
  private final SearchSpace space;

  TrialDraws(Model model, SearchSpace space) {
    this.model = model;
    this.space = space;
  }

  /**
   * The model as it is declared, and so many variants. What trial number n is depends on the space,
   * the seed and n alone. No two have the same settings, so a small space gives fewer.
   */
  List<Trial> draw(int trials, long seed) {
    List<Trial> drawn = new ArrayList<>();
    drawn.add(new Trial(Trial.DECLARED, Map.of(), model));
    for (int number = 1; number <= trials; number++) {
      SplittableRandom random = new SplittableRandom(seed + 0x9E3779B97F4A7C15L * number);
      int repeats = 0;
      Trial trial = draw(number, random);
      while (isKnown(trial, drawn)) {
        if (++repeats > MOST_REPEATS) {
          return drawn;
        }
        trial = draw(number, random);
      }
      drawn.add(trial);
    }
    return drawn;
  }

  private Trial draw(int number, SplittableRandom random) {
    List<SettingValue> values = new ArrayList<>();
    Map<String, String> settings = new LinkedHashMap<>();
    for (Dimension dimension : space.dimensions()) {
      SettingValue value = dimension.range().draw(random);
      values.add(value);
      settings.put(dimension.setting().path(), value.yaml());
    }
    return new Trial(number, settings, space.apply(model, values));
  }

  private static boolean isKnown(Trial trial, List<Trial> drawn) {
    return drawn.stream().anyMatch(other -> other.model().equals(trial.model()));
  }
}
