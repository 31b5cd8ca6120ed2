package dev.tandem.features.search;

import dev.tandem.features.declaration.Model;
import dev.tandem.features.search.ModelSetting.OfInput;
import dev.tandem.features.search.ModelSetting.OfPart;
import dev.tandem.features.search.ModelSetting.OfPartSetting;
import java.util.Comparator;
import java.util.List;

/**
 * The settings of a model that a search may change.
 *
 * @param dimensions in the order of the declaration, each setting once
 */
public record SearchSpace(List<Dimension> dimensions) {
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
        java.util.stream.IntStream.range(0, dimensions.size())
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

  /** True if a setting of an input is among them, so that trials do not read the same vectors. */
  public boolean changesInputs() {
    return dimensions.stream().anyMatch(d -> d.setting() instanceof OfInput);
  }
}
