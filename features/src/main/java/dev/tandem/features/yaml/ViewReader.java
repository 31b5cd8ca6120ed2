package dev.tandem.features.yaml;

import dev.tandem.features.declaration.FeatureView;
import dev.tandem.features.declaration.Source;
import java.util.List;
import java.util.Optional;

/** Reads the section {@code views}. */
final class ViewReader {
  static final List<String> KEYS = List.of("entity", "source", "ttl", "features");

  private final List<Source> sources;

  /**
   * @param sources those of the project; the type of a feature follows from its field's
   */
  ViewReader(List<Source> sources) {
    this.sources = sources;
  }

  List<FeatureView> read(YamlMapping root) {
    return root.each(
        "views",
        named ->
            named
                .value()
                .mapping("a mapping with: entity, source, features")
                .map(view -> view(named.name(), view.allowOnly(KEYS))));
  }

  private FeatureView view(String name, YamlMapping view) {
    String sourceName = view.requireText("source", "the name of a source");
    Optional<Source> source = sources.stream().filter(s -> s.name().equals(sourceName)).findFirst();
    view.require("features", "a mapping from names to features");
    return new FeatureView(
        name,
        view.requireText("entity", "the name of an entity"),
        sourceName,
        view.find("ttl").flatMap(YamlValue::duration),
        view.each("features", new AggregateReader(source)::read));
  }
}
