package dev.tandem.features.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Describes how two forms of one declaration differ, value by value. */
final class DeclarationDiff {
  private static final int LONGEST_SHOWN_LISTS = 12;

  private final List<String> details = new ArrayList<>();

  private DeclarationDiff() {}

  /** Each difference as {@code path: before -> after}. */
  static List<String> between(JsonNode before, JsonNode after) {
    DeclarationDiff diff = new DeclarationDiff();
    diff.compare("", before, after);
    return diff.details;
  }

  /** The elements of a list by their names, or those of an object by their keys. */
  static Map<String, JsonNode> named(JsonNode node) {
    Map<String, JsonNode> named = new LinkedHashMap<>();
    if (node.isObject()) {
      node.fields().forEachRemaining(field -> named.put(field.getKey(), field.getValue()));
    } else {
      node.forEach(element -> named.put(nameOf(element), element));
    }
    return named;
  }

  /** The inputs of a model are known by their feature; everything else has a name. */
  private static String nameOf(JsonNode element) {
    return element.has("name") ? element.path("name").asText() : element.path("feature").asText();
  }

  private void compare(String path, JsonNode before, JsonNode after) {
    if (before.equals(after)) {
      return;
    }
    if (isNamed(before, after)) {
      details.add(place(path) + (before.isMissingNode() ? ": added" : ": removed"));
      return;
    }
    if (!isComposite(before) || !isComposite(after)) {
      details.add(place(path) + ": " + difference(before, after));
      return;
    }
    int known = details.size();
    Map<String, JsonNode> old = named(before);
    Map<String, JsonNode> now = named(after);
    Set<String> names = new LinkedHashSet<>(old.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      compare(
          path.isEmpty() ? name : path + "." + name,
          old.getOrDefault(name, MissingNode.getInstance()),
          now.getOrDefault(name, MissingNode.getInstance()));
    }
    if (details.size() == known) {
      details.add(place(path) + ": order " + names(old) + " -> " + names(now));
    }
  }

  /** True if an element of a list of named ones is there on one side only. */
  private static boolean isNamed(JsonNode before, JsonNode after) {
    return (before.isMissingNode() && after.isObject())
        || (before.isObject() && after.isMissingNode());
  }

  /** For lists that share elements what came and went; otherwise both values. */
  private static String difference(JsonNode before, JsonNode after) {
    if (before.size() + after.size() > LONGEST_SHOWN_LISTS) {
      List<String> changes = new ArrayList<>();
      before.forEach(old -> addUnless(contains(after, old), "- " + text(old), changes));
      after.forEach(now -> addUnless(contains(before, now), "+ " + text(now), changes));
      return changes.isEmpty() ? "order" : String.join(", ", changes);
    }
    return text(before) + " -> " + text(after);
  }

  private static void addUnless(boolean known, String change, List<String> changes) {
    if (!known) {
      changes.add(change);
    }
  }

  private static boolean contains(JsonNode list, JsonNode element) {
    return StreamSupport.stream(list.spliterator(), false).anyMatch(element::equals);
  }

  private static boolean isComposite(JsonNode node) {
    return node.isObject() || (node.isArray() && !node.isEmpty() && node.get(0).isObject());
  }

  /** A window is declared by two keys, though the model holds it as one value. */
  private static String place(String path) {
    if (path.endsWith("window.length")) {
      return path.substring(0, path.length() - ".length".length());
    }
    return path.replaceAll("window\\.resolution$", "resolution");
  }

  private static String text(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return "none";
    }
    if (node.isArray()) {
      List<String> elements = new ArrayList<>();
      node.forEach(element -> elements.add(isComposite(element) ? nameOf(element) : text(element)));
      return elements.size() == 1 ? elements.get(0) : "[" + String.join(", ", elements) + "]";
    }
    return node.isObject() ? "declared" : node.asText();
  }

  private static String names(Map<String, JsonNode> named) {
    return "[" + String.join(", ", named.keySet()) + "]";
  }
}
