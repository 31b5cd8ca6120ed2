package dev.tandem.features.yaml;

import dev.tandem.features.declaration.GroupBy;
import java.util.List;
import java.util.Optional;

/** Reads by what a feature tells groups apart: a field alone, or a mapping. */
final class GroupByReader {
  static final List<String> KEYS = List.of("field", "key", "most");

  Optional<GroupBy> read(YamlValue value) {
    if (!value.isMapping()) {
      return value
          .text("the name of a field, or a mapping with: field")
          .map(field -> new GroupBy(field, field, GroupBy.DEFAULT_MOST));
    }
    return value.mapping("a mapping with: field").map(by -> groups(by.allowOnly(KEYS)));
  }

  private static GroupBy groups(YamlMapping by) {
    String field = by.requireText("field", "the name of a field");
    return new GroupBy(
        field,
        by.find("key").flatMap(v -> v.text("the name of what a row has")).orElse(field),
        by.find("most").flatMap(YamlValue::integer).orElse(GroupBy.DEFAULT_MOST));
  }
}
