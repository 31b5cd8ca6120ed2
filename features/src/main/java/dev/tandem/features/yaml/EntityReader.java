package dev.tandem.features.yaml;

import dev.tandem.features.declaration.Entity;
import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.util.List;
import java.util.Optional;

/** Reads the section {@code entities}. */
final class EntityReader {
  static final List<String> KEYS = List.of("key");

  List<Entity> read(YamlMapping root) {
    return root.each(
        "entities",
        named ->
            named
                .value()
                .mapping("a mapping with: key")
                .map(entity -> new Entity(named.name(), keys(entity.allowOnly(KEYS)))));
  }

  private static List<Field> keys(YamlMapping entity) {
    entity.require("key", "a mapping from names to types");
    return fields(entity, "key", Entity.KEY_TYPES);
  }

  /** The typed names of a mapping such as {@code {user_id: int64}}. */
  static List<Field> fields(YamlMapping owner, String key, List<ValueType> allowed) {
    return owner.each(key, n -> type(n.value(), allowed).map(type -> new Field(n.name(), type)));
  }

  /** One of the allowed types, by its name. */
  static Optional<ValueType> type(YamlValue value, List<ValueType> allowed) {
    return value.oneOf(
        allowed.stream().map(ValueType::declaredName).toList(),
        text -> ValueType.parse(text).filter(allowed::contains));
  }
}
