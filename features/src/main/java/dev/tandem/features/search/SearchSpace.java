package dev.tandem.features.search;

import dev.tandem.features.declaration.Model;
import dev.tandem.features.search.ModelSetting.OfPart;
import dev.tandem.features.search.ModelSetting.OfPartSetting;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The settings of a model that a search may change.
 *
 * @param file where it is declared; empty for a space made in Java
 * @param dimensions in the order of the declaration, each setting once
 */
public record SearchSpace(Optional<String> file, List<Dimension> dimensions) {
  public SearchSpace {
    dimensions = List.copyOf(dimensions);
  }

  /**
   * One setting with what may be tried for it.
   *
   * @param line of the file, counted from 1; 0 where there is no file
   */
  public record Dimension(ModelSetting setting, SearchRange range, int line) {}

  /**
   * The model with a value for each dimension. Whole parts are put in place first, then their
   * names, then all other settings, so that a setting is never lost to the choice of its part.
   *
   * @param values in the order of the dimensions
   * @throws IllegalArgumentException if a value is of the wrong form, with the path in front
   */
  public Model apply(Model model, List<SettingValue> values) {
    Model changed = model;
    List<Integer> order =
        IntStream.range(0, dimensions.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> rank(dimensions.get(i).setting())))
            .toList();
    for (int i : order) {
      changed = dimensions.get(i).setting().set(changed, values.get(i));
    }
    return changed;
  }

  private static int rank(ModelSetting setting) {
    if (setting instanceof OfPart) {
      return 0;
    }
    return setting instanceof OfPartSetting part && part.name().equals(ModelSetting.NAME) ? 1 : 2;
  }
}
