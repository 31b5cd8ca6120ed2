package dev.tandem.serving.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document says of requests and answers what the server takes and gives. */
class OpenApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ITEMS =
      """
      {"feature_service": "popularity", "entities": {"item_id": ["i1", "nowhere"]}}
      """;
  private static final String RANKING =
      """
      {"feature_service": "ranking", "entities": {"user_id": 3, "item_id": ["i1", "i2"]},
       "request_context": {"position": [0, null]}, "request_time": "2026-01-31T08:15:00Z"}
      """;
  private static final String ONE_BY_ONE =
      """
      {"features": ["user_activity:last_items", "hour"], "entities": {"user_id": [3, 4]}}
      """;
  private static final String PREDICT =
      """
      {"entities": {"user_id": 3, "item_id": ["i1", "i2"]}, "request_context": {"position": 0}}
      """;

  @TempDir Path directory;

  private final HttpClient http = HttpClient.newHttpClient();
  private ServedShop shop;
  private JsonNode document;

  @BeforeEach
  void start() throws Exception {
    shop = ServedShop.start(directory, ServedShop.anyPorts());
    document =
        JSON.readTree(
            http.send(
                    HttpRequest.newBuilder(shop.server().uri().resolve("/openapi.json")).build(),
                    HttpResponse.BodyHandlers.ofString())
                .body());
  }

  @AfterEach
  void stop() {
    shop.close();
  }

  private String post(String path, String body) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(shop.server().uri().resolve(path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private List<?> violations(String schema, String json) throws IOException {
    JsonNode whole =
        JSON.createObjectNode()
            .put("$ref", "#/components/schemas/" + schema)
            .set("components", document.get("components"));
    Schema compiled =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(whole);
    return compiled.validate(JSON.readTree(json));
  }

  @Test
  void document_hasAllPathsAndNoDanglingReference() {
    assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
    assertThat(document.path("info").path("title").asText()).isNotEmpty();
    assertThat(document.path("paths").fieldNames())
        .toIterable()
        .containsExactly(
            "/get-online-features", "/predict", "/rank", "/healthz", "/readyz", "/openapi.json");
    for (JsonNode reference : document.findValues("$ref")) {
      assertThat(document.at(reference.asText().substring(1)).isObject())
          .as(reference.asText())
          .isTrue();
    }
  }

  @Test
  void answers_areWhatTheDocumentSays() throws Exception {
    assertThat(violations("popularity.answer", post("/get-online-features", ITEMS))).isEmpty();
    assertThat(violations("ranking.answer", post("/get-online-features", RANKING))).isEmpty();
    assertThat(violations("features.answer", post("/get-online-features", ONE_BY_ONE))).isEmpty();
    assertThat(violations("model.ranker.answer", post("/predict", PREDICT))).isEmpty();
    assertThat(violations("model.ranker.ranking", post("/rank", PREDICT))).isEmpty();
    assertThat(violations("mistake", post("/predict", "{}"))).isEmpty();
    assertThat(violations("failure", post("/nowhere", "{}"))).isEmpty();
  }

  @Test
  void requests_thatAreAnswered_areWhatTheDocumentSays() throws Exception {
    assertThat(violations("popularity.request", ITEMS)).isEmpty();
    assertThat(violations("ranking.request", RANKING)).isEmpty();
    assertThat(violations("features.request", ONE_BY_ONE)).isEmpty();
    assertThat(violations("model.ranker.request", PREDICT)).isEmpty();
    assertThat(violations("model.ranker.rank_request", PREDICT)).isEmpty();
  }

  @Test
  void documents_thatAreRefused_areNot() throws Exception {
    assertThat(violations("popularity.answer", post("/get-online-features", RANKING))).isNotEmpty();
    assertThat(violations("ranking.request", ITEMS)).isNotEmpty();
    assertThat(
            violations("ranking.request", RANKING.replace("\"user_id\": 3", "\"user_id\": \"3\"")))
        .isNotEmpty();
    assertThat(violations("model.ranker.request", "{\"entities\": {}, \"more\": 1}")).isNotEmpty();
  }
}
