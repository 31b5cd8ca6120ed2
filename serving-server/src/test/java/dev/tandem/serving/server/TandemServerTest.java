package dev.tandem.serving.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.store.InMemoryOnlineStore;
import dev.tandem.serving.ShopBundle;
import dev.tandem.serving.ShopEvents;
import dev.tandem.serving.ShopProject;
import dev.tandem.serving.ShopStates;
import dev.tandem.serving.edge.PortInUseException;
import dev.tandem.serving.edge.ServerSettings;
import dev.tandem.serving.fetch.FeatureClients;
import dev.tandem.serving.fetch.FetchSettings;
import dev.tandem.serving.predict.ModelMismatchException;
import dev.tandem.serving.predict.Predictor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TandemServerTest {
  private static final int MAX_BODY = 20_000;
  private static final Instant NOW = Instant.ofEpochMilli(ShopEvents.END);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  private final InMemoryOnlineStore store = new InMemoryOnlineStore();
  private final HttpClient http = HttpClient.newHttpClient();
  private Predictor predictor;
  private FeatureClients clients;
  private TandemServer server;

  @BeforeEach
  void start() {
    Project project = ShopProject.project();
    ShopStates.load(project, ShopEvents.random(1, 2000), ShopEvents.END, store);
    clients =
        FeatureClients.of(
            project,
            store,
            FetchSettings.defaults().withClock(InstantSource.fixed(NOW)).withMaxRows(100));
    predictor = Predictor.open(ShopBundle.publish(directory, project));
    server = TandemServer.start(settings(), clients, List.of(predictor));
  }

  @AfterEach
  void stop() {
    server.close();
    predictor.close();
    store.close();
  }

  private static ServerSettings settings() {
    return ServerSettings.defaults().withPort(0).withMaxBodyBytes(MAX_BODY);
  }

  private HttpResponse<String> post(String path, String body) {
    return send(HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body)), path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String path) {
    try {
      return http.send(
          request.uri(server.uri().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(response.body(), e);
    }
  }

  @Test
  void features_ofAService_alignWithNamesAndRows() {
    HttpResponse<String> response =
        post(
            "/get-online-features",
            """
            {"feature_service": "ranking",
             "entities": {"user_id": 3, "item_id": ["i1", "i2", "nowhere"]},
             "request_context": {"position": [0, 1, null]}}
            """);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("application/json; charset=utf-8");
    JsonNode answer = json(response);
    JsonNode names = answer.at("/metadata/feature_names");
    assertThat(names).hasSize(13);
    assertThat(answer.at("/results")).hasSize(13);
    for (JsonNode result : answer.at("/results")) {
      assertThat(result.at("/values")).hasSize(3);
      assertThat(result.at("/statuses")).hasSize(3);
      assertThat(result.at("/event_timestamps")).hasSize(3);
    }
    assertThat(answer.at("/results/0/values")).hasToString("[3,3,3]");
    assertThat(answer.at("/results/1/values")).hasToString("[\"i1\",\"i2\",\"nowhere\"]");
    assertThat(answer.at("/results/7/statuses/2")).hasToString("\"MISSING\"");
    assertThat(answer.at("/results/7/values/2")).hasToString("0");
    assertThat(answer.at("/results/12/values")).hasToString("[0,1,null]");
    assertThat(answer.at("/metadata/request_time").asText()).isEqualTo(NOW.toString());
  }

  @Test
  void features_askedForOneByOne_needOnlyTheirKeys() {
    JsonNode answer =
        json(
            post(
                "/get-online-features",
                """
                {"features": ["item_popularity:users_1d", "hour"], "entities": {"item_id": ["i1"]},
                 "request_time": 1700000000000, "full_feature_names": true}
                """));

    assertThat(answer.at("/metadata/feature_names"))
        .hasToString("[\"item_popularity.users_1d\",\"hour\"]");
    assertThat(answer.at("/results/1/values")).hasToString("[22]");
    assertThat(answer.at("/results/0/statuses")).hasToString("[\"AHEAD\"]");
  }

  @Test
  void features_thatReadARequestField_needIt() {
    assertThat(
            json(post("/get-online-features", "{\"features\": [\"deep\"], \"entities\": {}}"))
                .at("/error")
                .asText())
        .isEqualTo(
            "request_context.position: found nothing, allowed: int64, one value or one per row");
    JsonNode answer =
        json(
            post(
                "/get-online-features",
                "{\"features\": [\"deep\"], \"entities\": {\"position\": [5, 11]}}"));
    assertThat(answer.at("/results/0/values")).hasToString("[false,true]");
  }

  @Test
  void predict_manyRows_answersPerTask() {
    JsonNode answer =
        json(
            post(
                "/predict",
                """
                {"entities": {"user_id": 3, "item_id": ["i1", "nowhere"]},
                 "request_context": {"position": 1}}
                """));

    assertThat(answer.at("/model").asText()).isEqualTo("ranker");
    assertThat(answer.at("/model_version").asText()).isEqualTo("00000000000000000001");
    assertThat(answer.at("/service_version").asText())
        .isEqualTo(clients.service("ranking").serviceVersion());
    assertThat(answer.at("/rows").asInt()).isEqualTo(2);
    assertThat(answer.at("/predictions/click")).hasSize(2);
    assertThat(answer.at("/predictions/purchase")).hasToString("[3.0,1.0]");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "/predict|{\"model\": \"other\"}|model: found other, allowed: ranker",
        "/predict|{\"feature_service\": \"popularity\", \"entities\": {}}"
            + "|feature_service: found popularity, allowed: ranking",
        "/predict|{\"features\": [\"hour\"]}|features: found a list of features, allowed:"
            + " nothing: a model reads its whole feature service",
        "/get-online-features|{}"
            + "|feature_service: found neither it nor 'features', allowed: one of the two",
        "/get-online-features|{\"feature_service\": \"rank\"}"
            + "|feature_service: found 'rank', allowed: ranking, popularity",
        "/get-online-features|{\"feature_service\": \"popularity\", \"entities\": {\"item_id\": 5}}"
            + "|entities.item_id: found 5, a whole number, allowed: a string in quotes",
        "/get-online-features|{\"features\": [\"user_activity.views\"],"
            + " \"entities\": {\"user_id\": \"5\"}}|entities.user_id: found \"5\", a string,"
            + " allowed: an int64, written as a whole number without quotes",
        "/get-online-features|{\"features\": [\"user_activity.views\"],"
            + " \"entities\": {\"user_id\": [1, null]}}"
            + "|user_id[1]: found null, allowed: an entity key is never null",
        "/get-online-features|{\"features\": [\"pairs\", \"pairs.last_category\"]}"
            + "|features: found 'pairs.last_category' twice, allowed: once"
      })
  void post_mistake_isNamed(String path, String body, String message) {
    HttpResponse<String> response = post(path, body);

    assertThat(json(response).at("/error").asText()).isEqualTo(message);
    assertThat(response.statusCode()).isEqualTo(400);
  }

  @Test
  void post_malformedJson_saysWhere() {
    HttpResponse<String> response = post("/predict", "{\"entities\": ");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).at("/field").asText()).isEqualTo("body");
    assertThat(json(response).at("/found").asText()).startsWith("at line 1, column ");
    assertThat(json(response).at("/allowed").asText()).isEqualTo("one JSON object");
  }

  @Test
  void post_unknownFeature_listsTheKnownOnes() {
    HttpResponse<String> response =
        post("/get-online-features", "{\"features\": [\"user_activity.vews\"], \"entities\": {}}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).at("/error").asText())
        .startsWith("features: found 'user_activity.vews', allowed: user_activity.views_1h, ");
  }

  @Test
  void post_tooManyRows_isRefused() {
    String ids = "\"i\",".repeat(101);
    HttpResponse<String> response =
        post(
            "/get-online-features",
            "{\"feature_service\": \"popularity\", \"entities\": {\"item_id\": ["
                + ids.substring(0, ids.length() - 1)
                + "]}}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).at("/error").asText())
        .isEqualTo("entities.item_id: found more than 100 values, allowed: at most 100");
  }

  @Test
  void post_tooLargeBody_is413AndTheServerGoesOn() {
    HttpResponse<String> response = post("/predict", " ".repeat(MAX_BODY + 1));

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(json(response).at("/error").asText())
        .isEqualTo("the body is longer than 20000 bytes");
    assertThat(post("/predict", " ".repeat(MAX_BODY)).statusCode()).isEqualTo(400);
  }

  @Test
  void unknownPath_is404() {
    HttpResponse<String> response = post("/get-online-feature", "{}");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(json(response).at("/error").asText())
        .isEqualTo(
            "no such path, there are: /get-online-features, /predict, /rank, /healthz,"
                + " /readyz, /openapi.json");
  }

  @Test
  void otherMethod_is405() {
    HttpResponse<String> response = send(HttpRequest.newBuilder().GET(), "/predict");

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("POST");
    assertThat(json(response).at("/error").asText()).isEqualTo("/predict takes POST only");
  }

  @Test
  void health_listsWhatIsServed() {
    HttpResponse<String> response = send(HttpRequest.newBuilder().GET(), "/healthz");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo(
            "{\"status\":\"ok\",\"feature_services\":[\"ranking\",\"popularity\"],"
                + "\"models\":[\"ranker\"]}");
  }

  @Test
  void start_portInUse_namesThePort() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> TandemServer.start(settings().withPort(port), clients, List.of()))
          .isInstanceOf(PortInUseException.class)
          .hasMessage(
              "port "
                  + port
                  + " of 127.0.0.1 is in use: stop the process that listens there, or choose"
                  + " another port (0 for any free one)");
    }
  }

  @Test
  void start_modelOfAnotherServiceVersion_isRefused() {
    FeatureClients others =
        FeatureClients.of(
            ShopProject.ranking("user_activity.views", "hour"), store, FetchSettings.defaults());

    assertThatThrownBy(() -> TandemServer.start(settings(), others, List.of(predictor)))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageStartingWith(
            "model 'ranker' (version 00000000000000000001) was trained on feature service"
                + " 'ranking' version "
                + predictor.identity().serviceVersion())
        .hasMessageEndingWith(
            "train the model again, or serve the declarations that it was trained on");
  }

  @Test
  void close_again_doesNothing() {
    server.close();
    server.close();

    assertThatThrownBy(() -> post("/predict", "{}")).isInstanceOf(UncheckedIOException.class);
  }
}
