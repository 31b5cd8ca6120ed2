package dev.tandem.features.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A task in {@code bundle.json}. Earlier versions of Tandem wrote no more than the name, the kind
 * and the metrics; the label is then taken to be of the same name.
 */
final class BundledTaskJson {
  private BundledTaskJson() {}

  static void write(BundledTask bundled, ObjectNode json) {
    Task task = bundled.task();
    json.put("name", task.name())
        .put("kind", task.kind().declaredName())
        .put("label", task.label())
        .put("weight", task.weight());
    task.after().ifPresent(after -> json.put("after", after));
    task.space().ifPresent(space -> json.put("space", space));
    if (!task.options().values().isEmpty()) {
      ObjectNode options = json.putObject("options");
      task.options()
          .values()
          .forEach(
              (name, values) -> {
                ArrayNode array = options.putArray(name);
                values.forEach(array::add);
              });
    }
    ObjectNode metrics = json.putObject("metrics");
    bundled.metrics().forEach(metrics::put);
  }

  static BundledTask read(JsonNode json) {
    String name = BundleManifestJson.required(json, "name").asText();
    String kind = BundleManifestJson.required(json, "kind").asText();
    Task task =
        new Task(
            name,
            Task.Kind.parse(kind)
                .orElseThrow(() -> new IllegalArgumentException("no task kind '" + kind + "'")),
            text(json, "label").orElse(name),
            json.path("weight").asDouble(1),
            text(json, "after"),
            text(json, "space"),
            options(json.path("options")));
    Map<String, Double> metrics = new TreeMap<>();
    BundleManifestJson.required(json, "metrics")
        .fields()
        .forEachRemaining(metric -> metrics.put(metric.getKey(), metric.getValue().asDouble()));
    return new BundledTask(task, metrics);
  }

  private static Optional<String> text(JsonNode json, String name) {
    return Optional.ofNullable(json.get(name)).map(JsonNode::asText);
  }

  private static Options options(JsonNode json) {
    Map<String, List<String>> options = new TreeMap<>();
    json.fields()
        .forEachRemaining(
            option -> {
              List<String> values = new ArrayList<>();
              option.getValue().forEach(value -> values.add(value.asText()));
              options.put(option.getKey(), values);
            });
    return new Options(options);
  }
}
