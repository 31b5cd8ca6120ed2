package dev.tandem.serving.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.view.FeatureStatus;
import dev.tandem.serving.fetch.FeatureClient;
import java.util.List;

/** The JSON Schemas of requests and answers, collected under their names. */
final class OpenApiSchemas {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ObjectNode all = NODES.objectNode();
  private final int maxRows;

  /** No schema yet. */
  OpenApiSchemas(int maxRows) {
    this.maxRows = maxRows;
  }

  /** All schemas that were added. */
  ObjectNode all() {
    return all;
  }

  /** A request for a service. */
  String addRequest(FeatureClient client) {
    String name = client.service() + ".request";
    ObjectNode properties = addObject(name, List.of("feature_service", "entities"));
    properties.putObject("feature_service").put("const", client.service());
    properties.putObject("full_feature_names").put("type", "boolean");
    addColumns(properties, client);
    return name;
  }

  /** A request for a model; its name may be left out where there is one. */
  String addRequest(String model, FeatureClient client, int models) {
    String name = "model." + model + ".request";
    fillRequest(name, model, client, models);
    return name;
  }

  /** A request for an order of candidates. */
  String addRankRequest(String model, FeatureClient client, int models) {
    String name = "model." + model + ".rank_request";
    ObjectNode properties = fillRequest(name, model, client, models);
    properties
        .putObject("request_id")
        .put("type", "string")
        .put("minLength", 1)
        .put("maxLength", JsonRequestReader.LONGEST_ID);
    properties.putObject("top").put("type", "integer").put("minimum", 1);
    return name;
  }

  private ObjectNode fillRequest(String name, String model, FeatureClient client, int models) {
    List<String> required = models == 1 ? List.of("entities") : List.of("model", "entities");
    ObjectNode properties = addObject(name, required);
    properties.putObject("model").put("const", model);
    properties.putObject("feature_service").put("const", client.service());
    addColumns(properties, client);
    return properties;
  }

  /** A request for features by their names. */
  String addRequestOneByOne() {
    String name = "features.request";
    ObjectNode properties = addObject(name, List.of("features"));
    addArray(properties.putObject("features")).put("type", "string");
    for (String part : List.of("entities", "request_context")) {
      properties.putObject(part).put("type", "object");
    }
    properties.putObject("full_feature_names").put("type", "boolean");
    addTime(properties);
    return name;
  }

  /** An answer with the features of a service, each at its place and of its type. */
  String addAnswer(FeatureClient client) {
    String name = client.service() + ".answer";
    ObjectNode properties = addObject(name, List.of("metadata", "results"));
    ArrayNode names = addMetadata(properties).putObject("feature_names").putArray("const");
    ObjectNode results = properties.putObject("results").put("type", "array");
    ArrayNode places = results.putArray("prefixItems");
    for (Field feature : client.features()) {
      names.add(feature.name());
      ObjectNode result = places.addObject();
      fillResult(result);
      ObjectNode values = (ObjectNode) result.get("properties").get("values");
      values.set("items", orNull(type(feature.type())));
    }
    results.put("minItems", client.features().size()).put("maxItems", client.features().size());
    return name;
  }

  /** An answer with features that were asked for by their names. */
  String addAnswerOneByOne() {
    String name = "features.answer";
    ObjectNode properties = addObject(name, List.of("metadata", "results"));
    addArray(addMetadata(properties).putObject("feature_names")).put("type", "string");
    fillResult(properties.putObject("results").put("type", "array").putObject("items"));
    return name;
  }

  /** What a model predicts. */
  String addPredictions(String model, List<String> tasks) {
    String name = "model." + model + ".answer";
    ObjectNode properties =
        addObject(
            name, List.of("model", "model_version", "service_version", "rows", "predictions"));
    fillVersions(properties, model);
    properties.putObject("rows").put("type", "integer");
    ObjectNode predictions = fillObject(properties.putObject("predictions"), tasks);
    tasks.forEach(task -> addArray(predictions.putObject(task)).put("type", "number"));
    return name;
  }

  /** An order of candidates. */
  String addRanking(String model, List<String> tasks) {
    String name = "model." + model + ".ranking";
    ObjectNode properties =
        addObject(
            name,
            List.of(
                "request_id",
                "model",
                "model_version",
                "service_version",
                "rows",
                "log_scores",
                "propensities",
                "predictions"));
    fillVersions(properties, model);
    properties.putObject("request_id").put("type", "string");
    addArray(properties.putObject("rows")).put("type", "integer");
    addNumbersOrNull(properties.putObject("log_scores"));
    addArray(properties.putObject("propensities")).put("type", "number");
    ObjectNode predictions = fillObject(properties.putObject("predictions"), tasks);
    tasks.forEach(task -> addNumbersOrNull(predictions.putObject(task)));
    return name;
  }

  private static void addNumbersOrNull(ObjectNode array) {
    ArrayNode types = addArray(array).putArray("type");
    types.add("number").add("null");
  }

  private static void fillVersions(ObjectNode properties, String model) {
    properties.putObject("model").put("const", model);
    properties.putObject("model_version").put("type", "string");
    properties.putObject("arm").put("type", "string");
    properties.putObject("service_version").put("type", "string");
  }

  /** What is wrong with a request. */
  String addMistake() {
    List<String> parts = List.of("error", "field", "found", "allowed");
    ObjectNode properties = addObject("mistake", parts);
    parts.forEach(part -> properties.putObject(part).put("type", "string"));
    return "mistake";
  }

  /** Any other reason why there is no answer. */
  String addFailure() {
    addObject("failure", List.of("error")).putObject("error").put("type", "string");
    return "failure";
  }

  private ObjectNode addObject(String name, List<String> required) {
    return fillObject(all.putObject(name), required);
  }

  /** Makes a schema that of an object without other members, and returns where those go. */
  private static ObjectNode fillObject(ObjectNode schema, List<String> required) {
    schema.put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode names = schema.putArray("required");
    required.forEach(names::add);
    schema.put("additionalProperties", false);
    return properties;
  }

  private static ObjectNode addArray(ObjectNode schema) {
    return schema.put("type", "array").putObject("items");
  }

  private void addColumns(ObjectNode properties, FeatureClient client) {
    addColumns(properties.putObject("entities"), client.entityKeys());
    addColumns(properties.putObject("request_context"), client.requestFields());
    addTime(properties);
  }

  private void addColumns(ObjectNode part, List<Field> fields) {
    ObjectNode columns = fillObject(part, fields.stream().map(Field::name).toList());
    for (Field field : fields) {
      ArrayNode forms = columns.putObject(field.name()).putArray("anyOf");
      forms.add(orNull(type(field.type())));
      ObjectNode perRow = forms.addObject();
      perRow.put("type", "array").put("maxItems", maxRows);
      perRow.set("items", orNull(type(field.type())));
    }
  }

  private static void addTime(ObjectNode properties) {
    ArrayNode types = properties.putObject("request_time").putArray("type");
    List.of("string", "integer", "null").forEach(types::add);
  }

  private static ObjectNode addMetadata(ObjectNode properties) {
    ObjectNode metadata =
        fillObject(
            properties.putObject("metadata"),
            List.of("feature_names", "request_time", "service_version"));
    metadata.putObject("request_time").put("type", "string").put("format", "date-time");
    metadata.putObject("service_version").put("type", "string");
    return metadata;
  }

  private static void fillResult(ObjectNode result) {
    ObjectNode parts = fillObject(result, List.of("values", "statuses", "event_timestamps"));
    parts.putObject("values").put("type", "array");
    ArrayNode statuses = addArray(parts.putObject("statuses")).putArray("enum");
    for (FeatureStatus status : FeatureStatus.values()) {
      statuses.add(status.name());
    }
    addArray(parts.putObject("event_timestamps")).putArray("type").add("string").add("null");
  }

  private static ObjectNode orNull(ObjectNode schema) {
    ObjectNode either = NODES.objectNode();
    ArrayNode forms = either.putArray("anyOf");
    forms.add(schema);
    forms.addObject().put("type", "null");
    return either;
  }

  private static ObjectNode type(ValueType type) {
    ObjectNode schema = NODES.objectNode();
    switch (type) {
      case INT64 -> schema.put("type", "integer").put("format", "int64");
      case FLOAT64 -> schema.put("type", "number").put("format", "double");
      case STRING -> schema.put("type", "string");
      case BOOL -> schema.put("type", "boolean");
      case TIMESTAMP -> schema.putArray("type").add("string").add("integer");
      case INT64_LIST, FLOAT64_LIST, STRING_LIST ->
          schema.put("type", "array").set("items", type(type.element()));
    }
    return schema;
  }
}
