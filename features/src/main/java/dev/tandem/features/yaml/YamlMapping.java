package dev.tandem.features.yaml;

import dev.tandem.features.declaration.FieldPath;
import dev.tandem.features.declaration.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The keys and values of one mapping of the file, each key once. */
final class YamlMapping {
  private final String path;
  private final Reading reading;
  private final Map<String, YamlValue> entries = new LinkedHashMap<>();

  private YamlMapping(String path, Reading reading) {
    this.path = path;
    this.reading = reading;
  }

  /** Reads the keys; reports those that are there twice or are no text. */
  static YamlMapping of(MappingNode node, String path, Reading reading) {
    YamlMapping mapping = new YamlMapping(path, reading);
    for (NodeTuple tuple : node.getValue()) {
      mapping.add(tuple.getKeyNode(), tuple.getValueNode());
    }
    return mapping;
  }

  private void add(Node keyNode, Node value) {
    int line = YamlValue.lineOf(keyNode);
    if (!(keyNode instanceof ScalarNode scalar)) {
      reading.report(path, line, "found a list or mapping as a key, allowed: a text");
      return;
    }
    String key = scalar.getValue();
    String child = FieldPath.of(path, key);
    if (entries.containsKey(key)) {
      reading.report(child, line, "the key stands here a second time");
      return;
    }
    reading.locate(child, line);
    entries.put(key, new YamlValue(value, child, reading));
  }

  String path() {
    return path;
  }

  /** Reports every key that is none of these. */
  YamlMapping allowOnly(List<String> keys) {
    for (String key : entries.keySet()) {
      if (!keys.contains(key)) {
        reading.report(FieldPath.of(path, key), Refusal.unknownKey(key, keys));
      }
    }
    return this;
  }

  /** The value of a key that may be absent. */
  Optional<YamlValue> find(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  /** The value of a key that must be there; reports and leaves it out if it is not. */
  Optional<YamlValue> require(String key, String allowed) {
    Optional<YamlValue> value = find(key);
    if (value.isEmpty()) {
      reading.report(FieldPath.of(path, key), "missing, allowed: " + allowed);
      reading.leaveOut(FieldPath.of(path, key));
    }
    return value;
  }

  /** The text of a key that must be there, or the empty text with the mistake reported. */
  String requireText(String key, String allowed) {
    return require(key, allowed).flatMap(value -> value.text(allowed)).orElse("");
  }

  /** The keys with their values, in the order of the file. */
  Map<String, YamlValue> entries() {
    return entries;
  }

  /**
   * What the reader makes of each value of a mapping from names, in the order of the file; a value
   * that it makes nothing of is left out. An absent key is an empty mapping.
   */
  <T> List<T> each(String key, Function<Named, Optional<T>> reader) {
    List<T> all = new ArrayList<>();
    find(key)
        .flatMap(section -> section.mapping("a mapping from names"))
        .ifPresent(
            section ->
                section.entries.forEach(
                    (name, value) ->
                        reader
                            .apply(new Named(name, value))
                            .ifPresentOrElse(all::add, () -> reading.leaveOut(value.path()))));
    return all;
  }

  /** A name and what stands behind it. */
  record Named(String name, YamlValue value) {}
}
