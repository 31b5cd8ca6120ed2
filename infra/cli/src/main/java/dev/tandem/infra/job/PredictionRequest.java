package dev.tandem.infra.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.Field;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request for predictions made from words, with the types that the declaration gives them. */
public final class PredictionRequest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ObjectNode json;

  private PredictionRequest(ObjectNode json) {
    this.json = json;
  }

  /**
   * The request for a model.
   *
   * @param values for each entity key and request field one value, or one for each row
   * @param instant the instant to predict for in ISO 8601; empty means now
   * @throws JobFailedException if a field is missing or unknown, or a value has another type
   */
  public static PredictionRequest of(
      Project project, Model model, Map<String, List<String>> values, Optional<String> instant) {
    CompiledService service =
        CompiledService.compile(project, project.trainingSet(model.trainingSet()).service());
    ObjectNode json = MAPPER.createObjectNode();
    json.put("model", model.name());
    instant.ifPresent(at -> json.put("request_time", at));
    List<String> known = new ArrayList<>();
    fill(json.putObject("entities"), service.entityKeys(), values, known);
    fill(json.putObject("request_context"), service.request(), values, known);
    values
        .keySet()
        .forEach(
            name -> {
              if (!known.contains(name)) {
                throw new JobFailedException(
                    "unknown field " + name + ", there are: " + String.join(", ", known));
              }
            });
    return new PredictionRequest(json);
  }

  private static void fill(
      ObjectNode part, List<Field> fields, Map<String, List<String>> values, List<String> known) {
    for (Field field : fields) {
      known.add(field.name());
      if (!values.containsKey(field.name())) {
        throw new JobFailedException(
            "field " + field.name() + " is missing; add " + field.name() + "=VALUE");
      }
      ArrayNode array = part.putArray(field.name());
      values.get(field.name()).forEach(value -> add(array, field, value));
    }
  }

  private static void add(ArrayNode array, Field field, String value) {
    try {
      switch (field.type()) {
        case INT64 -> array.add(Long.parseLong(value));
        case FLOAT64 -> array.add(Double.parseDouble(value));
        case BOOL -> array.add(Boolean.parseBoolean(value));
        case STRING, TIMESTAMP -> array.add(value);
        case INT64_LIST, FLOAT64_LIST, STRING_LIST ->
            throw new JobFailedException("field " + field.name() + " is a list");
      }
    } catch (NumberFormatException e) {
      throw new JobFailedException(
          "field "
              + field.name()
              + ": found "
              + value
              + ", allowed: "
              + field.type().declaredName(),
          e);
    }
  }

  /**
   * Sends the request and returns the answer as indented JSON.
   *
   * @throws JobFailedException if the server refuses it or does not answer
   */
  public String askPretty(URI server) {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("predict"))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json.toString()))
            .build();
    try {
      HttpResponse<String> response =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      String answer = MAPPER.readTree(response.body()).toPrettyString();
      if (response.statusCode() != 200) {
        throw new JobFailedException("the server refuses the request: " + answer);
      }
      return answer;
    } catch (IOException e) {
      throw new JobFailedException(
          "no server answers at " + server + "; start one: tandem serve", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JobFailedException("interrupted while waiting for " + server, e);
    }
  }
}
