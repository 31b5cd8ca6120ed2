package dev.tandem.features.yaml;

import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.AggregateFunction;
import dev.tandem.features.declaration.Literal;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.declaration.Window;
import dev.tandem.features.type.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads one feature of a view. */
final class AggregateReader {
  private static final List<String> SETTINGS =
      Arrays.stream(AggregateFunction.values())
          .flatMap(function -> function.settings().stream())
          .distinct()
          .toList();

  static final List<String> KEYS =
      Stream.concat(
              Stream.of(
                  "aggregate", "field", "where", "window", "resolution", "n", "scale", "default"),
              SETTINGS.stream())
          .toList();

  private static final List<String> FUNCTIONS =
      Arrays.stream(AggregateFunction.values()).map(AggregateFunction::declaredName).toList();

  private static final int DEFAULT_SCALE = 6;

  private final Optional<Source> source;

  AggregateReader(Optional<Source> source) {
    this.source = source;
  }

  Optional<AggregateFeature> read(YamlMapping.Named named) {
    return named
        .value()
        .mapping("a mapping with: aggregate")
        .flatMap(feature -> feature(named.name(), feature.allowOnly(KEYS)));
  }

  private Optional<AggregateFeature> feature(String name, YamlMapping feature) {
    Optional<String> field = feature.find("field").flatMap(v -> v.text("the name of a field"));
    Optional<String> where = feature.find("where").flatMap(v -> v.text("an expression"));
    int limit = feature.find("n").flatMap(YamlValue::integer).orElse(0);
    Optional<Integer> scale = feature.find("scale").flatMap(YamlValue::integer);
    Optional<String> defaultValue = feature.find("default").flatMap(AggregateReader::literal);
    Options settings = new OptionsReader().readOnly(feature, SETTINGS);
    Optional<ValueType> fieldType = field.flatMap(this::typeOf);
    Optional<AggregateFunction> declared =
        feature
            .require("aggregate", String.join(", ", FUNCTIONS))
            .flatMap(v -> v.oneOf(FUNCTIONS, AggregateFunction::parse));
    Optional<Window> window = new WindowReader(declared, settings).read(feature);
    return declared.map(
        function ->
            new AggregateFeature(
                name,
                function,
                field,
                where,
                window,
                limit,
                scale.orElse(function.needsScale(fieldType) ? DEFAULT_SCALE : 0),
                settings,
                Optional.empty(),
                resultType(function, fieldType),
                defaultValue));
  }

  private static Optional<String> literal(YamlValue value) {
    return value.isList() && value.items("a value").isEmpty()
        ? Optional.of(Literal.EMPTY_LIST)
        : value.text("a value or []");
  }

  private Optional<ValueType> typeOf(String field) {
    return source.flatMap(s -> s.find(field)).map(SourceField::type);
  }

  /** Where there is no such aggregation any type will do, because the validator reports it. */
  private static ValueType resultType(AggregateFunction function, Optional<ValueType> field) {
    boolean fits = field.map(function::accepts).orElse(!function.needsField());
    return fits ? function.resultType(field) : ValueType.INT64;
  }
}
