package dev.tandem.features.declaration;

import dev.tandem.features.table.Field;
import java.util.HashMap;
import java.util.Map;

/** Checks entities: key types, and that a key has one type throughout the project. */
final class EntityCheck {
  private final Findings findings;

  EntityCheck(Findings findings) {
    this.findings = findings;
  }

  void check(Project project) {
    Names names = new Names(findings);
    names.check("entities", project.entities().stream().map(Entity::name).toList());
    Map<String, Field> known = new HashMap<>();
    for (Entity entity : project.entities()) {
      String path = "entities." + entity.name() + ".key";
      names.check(path, entity.keys().stream().map(Field::name).toList());
      if (entity.keys().isEmpty()) {
        findings.reportUnlessFaulty(path, "empty, allowed: at least one field");
      }
      for (Field key : entity.keys()) {
        check(FieldPath.of(path, key.name()), key, known);
      }
    }
  }

  private void check(String path, Field key, Map<String, Field> known) {
    if (!Entity.KEY_TYPES.contains(key.type())) {
      findings.report(path, Refusal.type(key.type(), Entity.KEY_TYPES));
    }
    if (key.name().equals(FeatureCatalog.REQUEST_TIME.name())) {
      findings.report(path, "the name stands for the time of the request");
    }
    Field before = known.putIfAbsent(key.name(), key);
    if (before != null && before.type() != key.type()) {
      findings.report(
          path,
          Refusal.value(
              key.type().declaredName(),
              before.type().declaredName() + ", as in another entity with this key"));
    }
  }
}
