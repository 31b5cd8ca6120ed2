package dev.tandem.serving.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.TextFormat;
import dev.tandem.features.declaration.EpsilonGreedy;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.RankingPolicy;
import dev.tandem.features.store.InMemoryOnlineStore;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.features.table.Table;
import dev.tandem.serving.ShopBundle;
import dev.tandem.serving.ShopEvents;
import dev.tandem.serving.ShopProject;
import dev.tandem.serving.ShopStates;
import dev.tandem.serving.edge.Catalog;
import dev.tandem.serving.edge.ServerSettings;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.fetch.FeatureClients;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.FetchSettings;
import dev.tandem.serving.predict.PredictionService;
import dev.tandem.serving.predict.Predictions;
import dev.tandem.serving.predict.Predictor;
import dev.tandem.serving.rank.RankRequest;
import dev.tandem.serving.rank.Ranker;
import dev.tandem.serving.rank.Ranking;
import dev.tandem.serving.rank.ServedModel;
import dev.tandem.serving.wire.feast.GetOnlineFeaturesRequest;
import dev.tandem.serving.wire.feast.GetOnlineFeaturesResponse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the examples of {@code docs/serving.md} and compares the answers it prints. */
class ServingDocsTest {
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "```json request (\\S+)\n(.*?)```\\s+```json answer\n(.*?)```", Pattern.DOTALL);
  private static final Pattern GRPC_EXAMPLE =
      Pattern.compile(
          "```textproto request feast.serving.ServingService/GetOnlineFeatures\n(.*?)```\\s+"
              + "```textproto answer\n(.*?)```",
          Pattern.DOTALL);
  private static final ObjectMapper JSON = new ObjectMapper();
  // As the page declares it.
  private static final RankingPolicy POLICY =
      new RankingPolicy(
          List.of(
              new RankingPolicy.Factor("click", 1, Optional.empty()),
              new RankingPolicy.Factor("purchase", 2, Optional.of(0.001))),
          Optional.of(2),
          Optional.of(new EpsilonGreedy(0.1, "home")));

  @TempDir Path directory;

  private static void load(Project project, OnlineStore store) {
    Table events = ShopEvents.random(1, 3);
    event(events, 0, "2026-01-31T08:00:00Z", 42, "i7");
    event(events, 1, "2026-01-31T08:10:00Z", 42, "i8");
    event(events, 2, "2026-01-31T07:30:00Z", 7, "i7");
    events.doubles("price").set(0, 19.99);
    events.doubles("price").setNull(1);
    long cut = Instant.parse("2026-01-31T08:15:00Z").toEpochMilli();
    ShopStates.load(project, events, cut, store);
  }

  private static void event(Table events, int row, String time, long user, String item) {
    events.longs("__time").set(row, Instant.parse(time).toEpochMilli());
    events.longs("user_id").set(row, user);
    events.strings("item_id").set(row, item);
  }

  @Test
  void httpExamples_answerWhatThePageSays() throws Exception {
    Project project = ShopProject.project();
    String page = Files.readString(Path.of("..", "docs", "serving.md"));
    try (OnlineStore store = new InMemoryOnlineStore();
        Predictor predictor = Predictor.open(ShopBundle.publish(directory, project));
        TandemServer server =
            TandemServer.start(
                ServerSettings.defaults().withPort(0), catalog(project, store, predictor))) {
      load(project, store);
      Matcher example = EXAMPLE.matcher(page);
      int examples = 0;
      while (example.find()) {
        String answer = ask(server, example.group(1), example.group(2));
        assertThat(
                withoutVersion(answer)
                    .equals(ServingDocsTest::compare, withoutVersion(example.group(3))))
            .as("answer to %s: %s", example.group(2), answer)
            .isTrue();
        examples++;
      }
      assertThat(examples).isEqualTo(6);
    }
  }

  @Test
  void grpcExample_answersWhatThePageSays() throws Exception {
    Project project = ShopProject.project();
    String page = Files.readString(Path.of("..", "docs", "serving.md"));
    Matcher example = GRPC_EXAMPLE.matcher(page);
    assertThat(example.find()).isTrue();
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-31T08:15:00Z"));
    try (OnlineStore store = new InMemoryOnlineStore();
        TandemServer server =
            TandemServer.start(
                ServerSettings.defaults().withPort(0).withGrpcPort(0),
                FeatureClients.of(project, store, FetchSettings.defaults().withClock(clock)),
                List.of());
        WireClient client = WireClient.of(server)) {
      load(project, store);
      assertThat(
              client.features(TextFormat.parse(example.group(1), GetOnlineFeaturesRequest.class)))
          .isEqualTo(TextFormat.parse(example.group(2), GetOnlineFeaturesResponse.class));
    }
  }

  private static Catalog catalog(Project project, OnlineStore store, Predictor predictor) {
    FeatureClients clients = FeatureClients.of(project, store, FetchSettings.defaults());
    PredictionService ranker = PredictionService.of(clients.service("ranking"), predictor);
    return Catalog.ofModels(
        clients, List.of(ServedModel.of(ranker).withRanking(Optional.of(POLICY))));
  }

  // A logistic function may differ in its last bit between processors.
  private static int compare(JsonNode a, JsonNode b) {
    boolean same =
        (a.isFloatingPointNumber() && b.isFloatingPointNumber())
            ? (Math.abs(a.doubleValue() - b.doubleValue()) < 1e-6)
            : a.equals(b);
    return same ? 0 : 1;
  }

  private static String ask(TandemServer server, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.uri().resolve(path));
    if (!body.isBlank()) {
      request.POST(HttpRequest.BodyPublishers.ofString(body));
    }
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  // Whatever changes a declaration changes the version; the page shows some version.
  private static JsonNode withoutVersion(String json) throws IOException {
    JsonNode tree = JSON.readTree(json);
    for (JsonNode node : List.of(tree, tree.path("metadata"))) {
      if (node instanceof ObjectNode object) {
        object.remove("service_version");
      }
    }
    return tree;
  }

  @Test
  void libraryExample_works() {
    Path bundle = ShopBundle.publish(directory, ShopProject.project());
    try (OnlineStore store = new InMemoryOnlineStore()) {
      FeatureClient features = FeatureClient.of(ShopProject.project(), "ranking", store);
      Predictor predictor = Predictor.open(bundle);
      PredictionService ranker = PredictionService.of(features, predictor);
      FeatureRequest request =
          FeatureRequest.builder()
              .one("user_id", 42)
              .each("item_id", "i7", "i8")
              .one("position", 0)
              .build();
      Predictions predictions = ranker.predict(request);

      assertThat(predictions.rows()).isEqualTo(2);
      assertThat(predictions.tasks()).containsExactly("click", "purchase");
      Ranker best = Ranker.of(ranker, POLICY);
      Ranking ranking = best.rank(RankRequest.of(request, "7f3a"));
      assertThat(ranking.size()).isEqualTo(2);
      predictor.close();
    }
  }
}
