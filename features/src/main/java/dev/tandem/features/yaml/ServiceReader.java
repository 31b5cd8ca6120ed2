package dev.tandem.features.yaml;

import dev.tandem.features.declaration.FeatureCatalog;
import dev.tandem.features.declaration.FeatureService;
import dev.tandem.features.declaration.FeatureView;
import dev.tandem.features.declaration.FieldPath;
import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.util.ArrayList;
import java.util.List;

/** Reads the section {@code services}. */
final class ServiceReader {
  static final List<String> KEYS = List.of("request", "features");

  private final List<FeatureView> views;
  private final Reading reading;

  /**
   * @param views those of the project; the bare name of one stands for all of its features
   */
  ServiceReader(List<FeatureView> views, Reading reading) {
    this.views = views;
    this.reading = reading;
  }

  List<FeatureService> read(YamlMapping root) {
    return root.each(
        "services",
        named ->
            named
                .value()
                .mapping("a mapping with: features")
                .map(service -> service(named.name(), service.allowOnly(KEYS))));
  }

  private FeatureService service(String name, YamlMapping service) {
    List<String> listed =
        service
            .require("features", "a list of features")
            .map(value -> value.texts("features"))
            .orElse(List.of());
    return new FeatureService(
        name,
        EntityReader.fields(service, "request", List.of(ValueType.values())),
        expand(service.path(), listed));
  }

  private List<String> expand(String service, List<String> listed) {
    String path = service + ".features";
    List<String> features = new ArrayList<>();
    for (String name : listed) {
      List<FeatureView> meant = views.stream().filter(v -> v.name().equals(name)).toList();
      if (meant.isEmpty()) {
        features.add(name);
      }
      for (FeatureView view : meant) {
        for (Field feature : FeatureCatalog.features(view)) {
          reading.locateLike(
              FieldPath.element(path, feature.name()), FieldPath.element(path, name));
          features.add(feature.name());
        }
      }
    }
    return features;
  }
}
