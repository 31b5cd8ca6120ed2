package dev.tandem.serving.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.features.declaration.EpsilonGreedy;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.RankingPolicy;
import dev.tandem.features.store.InMemoryOnlineStore;
import dev.tandem.serving.ShopBundle;
import dev.tandem.serving.ShopProject;
import dev.tandem.serving.edge.Catalog;
import dev.tandem.serving.edge.ServerSettings;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.fetch.FeatureClients;
import dev.tandem.serving.fetch.FetchSettings;
import dev.tandem.serving.predict.LiveModel;
import dev.tandem.serving.predict.ModelContract;
import dev.tandem.serving.predict.ModelRoute;
import dev.tandem.serving.predict.PredictionService;
import dev.tandem.serving.predict.TrafficSplit;
import dev.tandem.serving.rank.ServedModel;
import dev.tandem.serving.wire.tandem.PredictRequest;
import dev.tandem.serving.wire.tandem.RankRequest;
import dev.tandem.serving.wire.tandem.RankResponse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code /rank} over a live model and a split. */
class RankEndpointTest {
  private static final Project PROJECT = ShopProject.project();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RankingPolicy POLICY =
      new RankingPolicy(
          List.of(new RankingPolicy.Factor("purchase", 1, Optional.empty())),
          Optional.of(2),
          Optional.of(new EpsilonGreedy(0.2, "home")));

  @TempDir Path directory;
  private final InMemoryOnlineStore store = new InMemoryOnlineStore();
  private final HttpClient http = HttpClient.newHttpClient();
  private final FeatureClients clients =
      FeatureClients.of(PROJECT, store, FetchSettings.defaults());
  private ModelRoute route;
  private TandemServer server;

  private LiveModel open(String folder) {
    FeatureClient client = clients.service("ranking");
    return LiveModel.open(
        ShopBundle.publish(directory.resolve(folder), PROJECT), ModelContract.of(client));
  }

  @BeforeEach
  void start() {
    TrafficSplit.Arm half = new TrafficSplit.Arm("b", open("b"), 0.5);
    route = ModelRoute.to(open("a")).withSplit(new TrafficSplit("user_id", "s", List.of(half)));
    server = start(Optional.of(POLICY));
  }

  private TandemServer start(Optional<RankingPolicy> policy) {
    PredictionService service = PredictionService.of(clients.service("ranking"), route);
    ServedModel model = ServedModel.of(service).withRanking(policy);
    return TandemServer.start(
        ServerSettings.defaults().withPort(0).withGrpcPort(0),
        Catalog.ofModels(clients, List.of(model)));
  }

  @AfterEach
  void stop() {
    server.close();
    route.close();
    store.close();
  }

  private JsonNode post(String path, long user, String more)
      throws IOException, InterruptedException {
    String body =
        """
        {"entities": {"user_id": %d, "item_id": ["i0", "i1", "i2"]},
         "request_context": {"position": 0}%s}
        """
            .formatted(user, more);
    HttpRequest request =
        HttpRequest.newBuilder(server.uri().resolve(path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  @Test
  void rank_sameRequestId_isAnsweredAlikeWithPropensities() throws Exception {
    int explored = 0;
    for (int id = 0; id < 15; id++) {
      JsonNode answer = post("/rank", 1, ", \"request_id\": \"r" + id + "\"");
      assertThat(post("/rank", 1, ", \"request_id\": \"r" + id + "\"")).isEqualTo(answer);
      assertThat(answer.path("request_id").asText()).isEqualTo("r" + id);
      assertThat(answer.path("rows")).hasSize(2);
      boolean greedy = answer.path("rows").get(0).asInt() == 2;
      explored += greedy ? 0 : 1;
      assertThat(answer.path("propensities").get(0).asDouble())
          .isEqualTo(greedy ? 1 - 0.2 + 0.2 / 3 : 0.2 / 3);
      assertThat(answer.at("/predictions/purchase/0").asDouble())
          .isEqualTo(2.0 + answer.path("rows").get(0).asInt());
      assertThat(answer.at("/log_scores/0").asDouble())
          .isEqualTo(StrictMath.log(2.0 + answer.path("rows").get(0).asInt()));
    }
    assertThat(explored).isBetween(1, 10);
  }

  @Test
  void rank_byGrpc_isTheSameAnswer() throws Exception {
    PredictRequest candidates =
        PredictRequest.newBuilder()
            .putEntities("user_id", WireClient.longs(1))
            .putEntities("item_id", WireClient.strings("i0", "i1", "i2"))
            .putRequestContext("position", WireClient.longs(0))
            .build();
    RankRequest request =
        RankRequest.newBuilder().setCandidates(candidates).setRequestId("r3").setTop(3).build();
    try (WireClient client = WireClient.of(server)) {
      RankResponse found =
          client.call("tandem.serving.Prediction/Rank", request, RankResponse.getDefaultInstance());
      JsonNode expected = post("/rank", 1, ", \"request_id\": \"r3\", \"top\": 3");

      assertThat(found.getRequestId()).isEqualTo("r3");
      assertThat(found.getModel()).isEqualTo("ranker");
      assertThat(found.getModelVersion()).isEqualTo(expected.path("model_version").asText());
      assertThat(found.getArm()).isEqualTo(expected.path("arm").asText());
      assertThat(found.getRowsCount()).isEqualTo(3);
      for (int position = 0; position < 3; position++) {
        assertThat(found.getRows(position)).isEqualTo(expected.at("/rows/" + position).asInt());
        assertThat(found.getPropensities(position))
            .isEqualTo(expected.at("/propensities/" + position).asDouble());
        assertThat(found.getLogScores(position))
            .isEqualTo(expected.at("/log_scores/" + position).asDouble());
        assertThat(found.getPredictions(1).getValues(position))
            .isEqualTo((float) expected.at("/predictions/purchase/" + position).asDouble());
      }
      RankRequest madeUp = RankRequest.newBuilder().setCandidates(candidates).build();
      RankResponse answered =
          client.call("tandem.serving.Prediction/Rank", madeUp, RankResponse.getDefaultInstance());
      assertThat(answered.getRequestId()).isNotEmpty();
      assertThat(answered.getRowsCount()).isEqualTo(2);
    }
  }

  @Test
  void rank_noRequestId_makesOne() throws Exception {
    JsonNode first = post("/rank", 1, "");
    JsonNode second = post("/rank", 1, "");

    assertThat(first.path("request_id").asText())
        .isNotEmpty()
        .isNotEqualTo(second.path("request_id").asText());
  }

  @Test
  void openApi_modelThatRanks_isDescribedAsItAnswers() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(server.uri().resolve("/openapi.json")).build();
    JsonNode document =
        JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());

    assertThat(document.at("/paths").has("/rank")).isTrue();
    JsonNode required = document.at("/components/schemas").path("model.ranker.ranking");
    JsonNode answer = post("/rank", 1, "");
    assertThat(required.path("required"))
        .hasSizeGreaterThan(5)
        .allSatisfy(name -> assertThat(answer.has(name.asText())).isTrue());
    assertThat(answer.fieldNames())
        .toIterable()
        .allSatisfy(name -> assertThat(required.path("properties").has(name)).isTrue());
  }

  @Test
  void rank_topInTheRequest_isTaken() throws Exception {
    assertThat(post("/rank", 1, ", \"top\": 1").path("rows")).hasSize(1);
    assertThat(post("/rank", 1, ", \"top\": 5").path("rows")).hasSize(3);
  }

  @Test
  void rank_newVersion_answersAfterARefresh() throws Exception {
    for (LiveModel model : route.models()) {
      ShopBundle.publish(model.directory(), PROJECT);
      assertThat(model.refresh()).isTrue();
    }
    assertThat(post("/rank", 1, "").path("model_version").asText()).endsWith("2");
  }

  @Test
  void predictAndRank_split_sayWhichArmAnswered() throws Exception {
    int b = 0;
    for (int user = 0; user < 16; user++) {
      JsonNode ranked = post("/rank", user, "");
      assertThat(post("/predict", user, "").path("arm")).isEqualTo(ranked.path("arm"));
      b += ranked.path("arm").asText().equals("b") ? 1 : 0;
      assertThat(ranked.has("arm")).isEqualTo(ranked.path("arm").asText().equals("b"));
    }
    assertThat(b).isBetween(2, 14);
  }

  @Test
  void rank_modelWithoutRanking_isRefused() throws Exception {
    server.close();
    server = start(Optional.empty());

    assertThat(post("/rank", 1, "").path("error").asText())
        .isEqualTo("model: found ranker, allowed: a model whose declaration has the key 'ranking'");
  }

  @Test
  void predict_top_isRefused() throws Exception {
    assertThat(post("/predict", 1, ", \"top\": 1").path("error").asText())
        .isEqualTo("top: found a number, allowed: nothing: only /rank leaves rows out");
  }
}
