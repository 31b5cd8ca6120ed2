package dev.tandem.features.yaml;

import dev.tandem.features.declaration.Refusal;
import dev.tandem.features.search.ModelSetting;
import dev.tandem.features.search.SearchRange;
import dev.tandem.features.search.SettingValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Reads what may be tried for one setting: {@code {log: [0.0001, 0.01]}}. */
final class RangeReader {
  static final List<String> KINDS = List.of("choice", "uniform", "log", "integer");

  private static final String ENDS = "[low, high]";

  private static final String ALLOWED =
      "one of {choice: [a, b]}, {uniform: [low, high]}, {log: [low, high]}, {integer: [low, high]}";

  private final boolean wholePart;

  /**
   * @param setting that the range is for; empty if it is not known, then its values may be anything
   */
  RangeReader(Optional<ModelSetting> setting) {
    this.wholePart = setting.isEmpty() || setting.get() instanceof ModelSetting.OfPart;
  }

  Optional<SearchRange> read(YamlValue value) {
    return value.mapping(ALLOWED).flatMap(range -> range(value, range));
  }

  private Optional<SearchRange> range(YamlValue whole, YamlMapping range) {
    if (range.entries().size() != 1) {
      return whole.refuse("found " + range.entries().size() + " keys, allowed: " + ALLOWED);
    }
    Map.Entry<String, YamlValue> only = range.entries().entrySet().iterator().next();
    YamlValue ends = only.getValue();
    return switch (only.getKey()) {
      case "choice" -> choice(ends);
      case "uniform" -> between(ends, YamlValue::number, SearchRange.Uniform::new);
      case "log" -> between(ends, YamlValue::number, SearchRange.Log::new);
      case "integer" -> between(ends, YamlValue::integer, SearchRange.Whole::new);
      default -> ends.refuse(Refusal.unknownKey(only.getKey(), KINDS));
    };
  }

  private Optional<SearchRange> choice(YamlValue list) {
    List<SettingValue> values = new ArrayList<>();
    List<YamlValue> items = list.items("a list of values");
    items.forEach(item -> value(item).ifPresent(values::add));
    if (list.isList() && items.isEmpty()) {
      return list.refuse("found an empty list, allowed: a list of values");
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(new SearchRange.Choice(values));
  }

  private Optional<SettingValue> value(YamlValue item) {
    if (item.isMapping() && wholePart) {
      return new OptionsReader().choice(item).map(SettingValue.Part::new);
    }
    return item.isList()
        ? Optional.of(new SettingValue.Sequence(item.texts("numbers or texts")))
        : item.text(
                wholePart ? "a name or a mapping with: name" : "a number, a text or a list of them")
            .map(SettingValue.Scalar::new);
  }

  private static <N extends Number> Optional<SearchRange> between(
      YamlValue ends,
      Function<YamlValue, Optional<N>> number,
      BiFunction<N, N, SearchRange> range) {
    List<YamlValue> items = ends.items(ENDS);
    if (!ends.isList()) {
      return Optional.empty();
    }
    if (items.size() != 2) {
      return ends.refuse("found " + items.size() + " values, allowed: " + ENDS);
    }
    Optional<N> low = number.apply(items.get(0));
    Optional<N> high = number.apply(items.get(1));
    if (low.isEmpty() || high.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(range.apply(low.get(), high.get()));
    } catch (IllegalArgumentException e) {
      return ends.refuse(e.getMessage());
    }
  }
}
