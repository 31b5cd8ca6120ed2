package dev.tandem.features.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.features.registry.Change.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares two projects part by part, by name. */
final class ProjectDiff {
  private static final Map<String, String> PARTS = parts();

  private ProjectDiff() {}

  private static Map<String, String> parts() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("entities", "entity");
    parts.put("sources", "source");
    parts.put("views", "view");
    parts.put("on_demand_features", "on-demand feature");
    parts.put("services", "service");
    parts.put("labels", "label");
    parts.put("training_sets", "training set");
    parts.put("models", "model");
    return parts;
  }

  /** The changes from one to the other; {@code before} is missing where there is none. */
  static List<Change> between(JsonNode before, JsonNode after) {
    List<Change> changes = new ArrayList<>();
    String oldName = before.path("name").asText();
    String newName = after.path("name").asText();
    if (before.isMissingNode()) {
      changes.add(new Change(Action.ADDED, "project", newName, List.of()));
    } else if (!oldName.equals(newName)) {
      changes.add(changed("project", newName, List.of("name: " + oldName + " -> " + newName)));
    }
    PARTS.forEach(
        (section, part) ->
            changes.addAll(section(section, part, before.path(section), after.path(section))));
    return changes;
  }

  private static List<Change> section(String name, String part, JsonNode before, JsonNode after) {
    Map<String, JsonNode> old = DeclarationDiff.named(before);
    Map<String, JsonNode> now = DeclarationDiff.named(after);
    List<Change> changes = new ArrayList<>();
    for (String added : without(now, old)) {
      changes.add(new Change(Action.ADDED, part, added, List.of()));
    }
    for (String kept : now.keySet()) {
      if (old.containsKey(kept) && !old.get(kept).equals(now.get(kept))) {
        changes.add(changed(part, kept, DeclarationDiff.between(old.get(kept), now.get(kept))));
      }
    }
    for (String removed : without(old, now)) {
      changes.add(new Change(Action.REMOVED, part, removed, List.of()));
    }
    if (changes.isEmpty() && !List.copyOf(old.keySet()).equals(List.copyOf(now.keySet()))) {
      changes.add(changed("order of", name, List.of(old.keySet() + " -> " + now.keySet())));
    }
    return changes;
  }

  private static Change changed(String part, String name, List<String> details) {
    return new Change(Action.CHANGED, part, name, details);
  }

  private static List<String> without(Map<String, JsonNode> some, Map<String, JsonNode> others) {
    return some.keySet().stream().filter(name -> !others.containsKey(name)).toList();
  }
}
