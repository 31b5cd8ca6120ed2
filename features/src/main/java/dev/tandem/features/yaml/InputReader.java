package dev.tandem.features.yaml;

import dev.tandem.features.declaration.FeatureCatalog;
import dev.tandem.features.declaration.FeatureService;
import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.table.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the inputs of a model, and chooses a kind for each feature of the service that is not among
 * them: an entity key is categorical, anything else has the first kind that accepts its type.
 */
final class InputReader {
  static final String NONE = "none";

  private static final List<String> KINDS =
      Arrays.stream(Input.Kind.values()).map(Input.Kind::declaredName).toList();

  private final FeatureCatalog catalog;

  InputReader(FeatureCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * The inputs in the order of the service.
   *
   * @param service empty if it is not known; then only the declared inputs are read
   */
  List<Input> read(YamlMapping model, Optional<FeatureService> service) {
    Set<String> leftOut = new LinkedHashSet<>();
    Map<String, Input> declared = new LinkedHashMap<>();
    model
        .each("inputs", named -> declared(named, leftOut))
        .forEach(i -> declared.put(i.feature(), i));
    List<Input> inputs = new ArrayList<>();
    List<String> features =
        service.map(FeatureService::features).orElse(List.of()).stream().distinct().toList();
    for (String feature : features) {
      if (!leftOut.contains(feature)) {
        Input input = declared.get(feature);
        inputs.add(input != null ? input : chosen(service.orElseThrow(), feature));
      }
    }
    declared.values().stream().filter(i -> !features.contains(i.feature())).forEach(inputs::add);
    if (service.isPresent()) {
      leftOut.stream().filter(f -> !features.contains(f)).map(this::any).forEach(inputs::add);
    }
    return inputs;
  }

  private Optional<Input> declared(YamlMapping.Named named, Set<String> leftOut) {
    YamlValue value = named.value();
    if (value.isMapping()) {
      return value.mapping("a mapping with: kind").flatMap(input -> detailed(named.name(), input));
    }
    List<String> allowed = new ArrayList<>(KINDS);
    allowed.add(NONE);
    return value
        .oneOf(allowed, text -> Optional.of(text).filter(allowed::contains))
        .flatMap(
            text -> {
              if (text.equals(NONE)) {
                leftOut.add(named.name());
              }
              return Input.Kind.parse(text);
            })
        .map(kind -> new Input(named.name(), kind, Options.none()));
  }

  private static Optional<Input> detailed(String feature, YamlMapping input) {
    Options options = new OptionsReader().read(input, List.of("kind"));
    return input
        .require("kind", String.join(", ", KINDS))
        .flatMap(value -> value.oneOf(KINDS, Input.Kind::parse))
        .map(kind -> new Input(feature, kind, options));
  }

  private Input chosen(FeatureService service, String feature) {
    if (catalog.entityKeys().stream().map(Field::name).anyMatch(feature::equals)) {
      return any(feature);
    }
    return catalog
        .typeIn(service, feature)
        .flatMap(type -> Input.Kind.of(type).stream().findFirst())
        .map(kind -> new Input(feature, kind, Options.none()))
        .orElseGet(() -> any(feature));
  }

  private Input any(String feature) {
    return new Input(feature, Input.Kind.CATEGORICAL, Options.none());
  }
}
