package dev.tandem.features.yaml;

import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.declaration.SourceField.TimeUnit;
import dev.tandem.features.type.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads one field of a source: {@code int64}, or a mapping with the type and its limits. */
final class SourceFieldReader {
  static final List<String> KEYS =
      List.of("type", "optional", "unit", "allowed", "min", "max", "dimension", "column");

  private static final List<String> UNITS = List.of("seconds", "milliseconds", "iso_8601");

  Optional<SourceField> read(YamlMapping.Named named) {
    YamlValue value = named.value();
    if (!value.isMapping()) {
      return EntityReader.type(value, SourceField.TYPES).map(type -> plain(named.name(), type));
    }
    return value
        .mapping("a type or a mapping with: type")
        .flatMap(field -> detailed(named.name(), field.allowOnly(KEYS)));
  }

  private static SourceField plain(String name, ValueType type) {
    return new SourceField(
        name, type, false, unitOr(Optional.empty(), type), List.of(), Optional.empty());
  }

  private static Optional<SourceField> detailed(String name, YamlMapping field) {
    boolean optional = field.find("optional").flatMap(YamlValue::bool).orElse(false);
    Optional<TimeUnit> unit =
        field.find("unit").flatMap(v -> v.oneOf(UNITS, SourceFieldReader::unit));
    List<String> allowed = field.find("allowed").map(v -> v.texts("texts")).orElse(List.of());
    Optional<SourceField.Range> range = range(field);
    Optional<Integer> dimension = field.find("dimension").flatMap(YamlValue::integer);
    Optional<String> column = field.find("column").flatMap(v -> v.text("the name of a column"));
    return field
        .require("type", "a type such as int64")
        .flatMap(value -> EntityReader.type(value, SourceField.TYPES))
        .map(
            type ->
                new SourceField(
                    name, type, optional, unitOr(unit, type), allowed, range, dimension, column));
  }

  /** Without a unit a timestamp is ISO 8601: numbers then fail loudly, whatever their unit is. */
  private static Optional<TimeUnit> unitOr(Optional<TimeUnit> unit, ValueType type) {
    return unit.isEmpty() && type == ValueType.TIMESTAMP ? Optional.of(TimeUnit.ISO_8601) : unit;
  }

  private static Optional<TimeUnit> unit(String text) {
    return Arrays.stream(TimeUnit.values())
        .filter(u -> u.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst();
  }

  private static Optional<SourceField.Range> range(YamlMapping field) {
    Optional<Double> min = field.find("min").flatMap(YamlValue::number);
    Optional<Double> max = field.find("max").flatMap(YamlValue::number);
    return min.isEmpty() && max.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SourceField.Range(min.orElse(-Double.MAX_VALUE), max.orElse(Double.MAX_VALUE)));
  }
}
