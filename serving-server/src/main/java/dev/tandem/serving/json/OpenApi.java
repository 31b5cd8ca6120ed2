package dev.tandem.serving.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.serving.edge.Catalog;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.predict.PredictionService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The OpenAPI 3.1 document of a server: its paths, and for each feature service and model what a
 * request must have and what an answer has.
 */
final class OpenApi {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Catalog catalog;
  private final OpenApiSchemas schemas;
  private final ObjectNode document = NODES.objectNode();
  private final ObjectNode paths = NODES.objectNode();

  private OpenApi(Catalog catalog) {
    this.catalog = catalog;
    this.schemas = new OpenApiSchemas(catalog.clients().settings().maxRows());
  }

  /** The document as a tree. */
  static ObjectNode of(Catalog catalog) {
    return new OpenApi(catalog).document();
  }

  private ObjectNode document() {
    document.put("openapi", "3.1.0");
    document.putObject("info").put("title", "Tandem serving").put("version", "1");
    addFeatures();
    if (!catalog.models().isEmpty()) {
      addPredictions();
    }
    List<String> ranking = catalog.models().stream().filter(catalog::ranks).toList();
    if (!ranking.isEmpty()) {
      addRankings(ranking);
    }
    addGet("/healthz", "Whether the process answers");
    addGet("/readyz", "Whether the store answers and the models are warm");
    addGet("/openapi.json", "This document");
    document.set("paths", paths);
    ObjectNode components = document.putObject("components");
    components.set("schemas", schemas.all());
    ObjectNode security = components.putObject("securitySchemes");
    security.putObject("key").put("type", "apiKey").put("in", "header").put("name", "X-API-Key");
    security.putObject("bearer").put("type", "http").put("scheme", "bearer");
    return document;
  }

  private void addFeatures() {
    List<String> requests = new ArrayList<>();
    List<String> answers = new ArrayList<>();
    for (String name : catalog.clients().services()) {
      FeatureClient client = catalog.features(Optional.of(name), List.of());
      requests.add(schemas.addRequest(client));
      answers.add(schemas.addAnswer(client));
    }
    requests.add(schemas.addRequestOneByOne());
    answers.add(schemas.addAnswerOneByOne());
    addPost("/get-online-features", "The features of some entities", requests, answers);
  }

  private void addPredictions() {
    List<String> requests = new ArrayList<>();
    List<String> answers = new ArrayList<>();
    for (String name : catalog.models()) {
      PredictionService model = catalog.model(Optional.of(name), Optional.empty());
      requests.add(schemas.addRequest(name, model.client(), catalog.models().size()));
      answers.add(schemas.addPredictions(name, model.tasks()));
    }
    addPost("/predict", "What a model predicts for some rows", requests, answers);
  }

  private void addRankings(List<String> models) {
    List<String> requests = new ArrayList<>();
    List<String> answers = new ArrayList<>();
    for (String name : models) {
      PredictionService model = catalog.model(Optional.of(name), Optional.empty());
      requests.add(schemas.addRankRequest(name, model.client(), catalog.models().size()));
      answers.add(schemas.addRanking(name, model.tasks()));
    }
    addPost("/rank", "Candidates in order, the best first", requests, answers);
  }

  private void addPost(String path, String summary, List<String> requests, List<String> answers) {
    ObjectNode post = paths.putObject(path).putObject("post").put("summary", summary);
    ArrayNode security = post.putArray("security");
    security.addObject().putArray("key");
    security.addObject().putArray("bearer");
    security.addObject();
    addContent(post.putObject("requestBody").put("required", true), requests);
    ObjectNode responses = post.putObject("responses");
    addContent(responses.putObject("200").put("description", "One answer for all rows"), answers);
    addFailure(responses, "400", "The request is wrong; do not retry", schemas.addMistake());
    addFailure(responses, "401", "The API key is missing or wrong", schemas.addFailure());
    addFailure(responses, "413", "The body is too long", schemas.addFailure());
    addFailure(responses, "500", "A bug, or an unreadable state", schemas.addFailure());
    addFailure(responses, "503", "No store, or closing; retry", schemas.addFailure());
  }

  private static void addFailure(
      ObjectNode responses, String status, String description, String schema) {
    addContent(responses.putObject(status).put("description", description), List.of(schema));
  }

  private static void addContent(ObjectNode parent, List<String> schemaNames) {
    ArrayNode any =
        parent
            .putObject("content")
            .putObject("application/json")
            .putObject("schema")
            .putArray("anyOf");
    schemaNames.forEach(name -> any.addObject().put("$ref", "#/components/schemas/" + name));
  }

  private void addGet(String path, String summary) {
    paths
        .putObject(path)
        .putObject("get")
        .put("summary", summary)
        .putObject("responses")
        .putObject("200")
        .put("description", "Yes")
        .putObject("content")
        .putObject("application/json");
  }
}
