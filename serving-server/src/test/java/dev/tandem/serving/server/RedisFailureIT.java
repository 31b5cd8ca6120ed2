package dev.tandem.serving.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.redis.RedisEndpoint;
import dev.tandem.features.redis.RedisOnlineStore;
import dev.tandem.infra.redis.LocalRedis;
import dev.tandem.serving.ShopBundle;
import dev.tandem.serving.ShopEvents;
import dev.tandem.serving.ShopProject;
import dev.tandem.serving.ShopStates;
import dev.tandem.serving.edge.ServerSettings;
import dev.tandem.serving.fetch.FeatureClients;
import dev.tandem.serving.fetch.FetchSettings;
import dev.tandem.serving.predict.Predictor;
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

/** The server over a real Redis that goes away. */
class RedisFailureIT {
  private static final String BODY =
      """
      {"entities": {"user_id": 3, "item_id": ["i1", "i2"]}, "request_context": {"position": 1}}
      """;

  @TempDir Path directory;

  private final Project project = ShopProject.project();
  private LocalRedis redis;
  private RedisOnlineStore store;

  @BeforeEach
  void start() {
    redis = LocalRedis.start();
    store = RedisOnlineStore.open(RedisEndpoint.of(redis.host(), redis.port()));
  }

  @AfterEach
  void stop() {
    store.close();
    redis.close();
  }

  @Test
  void server_redisKilledInTheMiddle_answers503AndLives() throws Exception {
    ShopStates.load(project, ShopEvents.random(5, 500), ShopEvents.END, store);
    FeatureClients clients = FeatureClients.of(project, store, FetchSettings.defaults());
    try (Predictor predictor = Predictor.open(ShopBundle.publish(directory, project));
        TandemServer server =
            TandemServer.start(
                ServerSettings.defaults().withPort(0), clients, List.of(predictor))) {
      assertThat(send(server, BODY).statusCode()).isEqualTo(200);
      int port = redis.port();
      redis.close();

      HttpResponse<String> gone = send(server, BODY);
      assertThat(gone.statusCode()).isEqualTo(503);
      assertThat(gone.body())
          .isEqualTo("{\"error\":\"the online store is unavailable, try again later\"}");
      assertThat(get(server, "/readyz").statusCode()).isEqualTo(503);
      assertThat(get(server, "/healthz").statusCode()).isEqualTo(200);
      assertThat(send(server, "{").statusCode()).isEqualTo(400);

      redis = LocalRedis.startOn(port);
      assertThat(get(server, "/readyz").statusCode()).isEqualTo(200);
      assertThat(send(server, BODY).statusCode()).isEqualTo(200);
    }
  }

  private static HttpResponse<String> send(TandemServer server, String body)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(server.uri().resolve("/predict"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(TandemServer server, String path)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(server.uri().resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
