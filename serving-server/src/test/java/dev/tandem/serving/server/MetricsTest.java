package dev.tandem.serving.server;

import static dev.tandem.serving.server.WireClient.longs;
import static dev.tandem.serving.server.WireClient.strings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.serving.wire.feast.GetOnlineFeaturesRequest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
  @TempDir Path directory;

  private final HttpClient http = HttpClient.newHttpClient();
  private ServedShop shop;

  @BeforeEach
  void start() {
    shop = ServedShop.start(directory, ServedShop.anyPorts());
  }

  @AfterEach
  void stop() {
    shop.close();
  }

  private void post(String path, String body) throws IOException, InterruptedException {
    http.send(
        HttpRequest.newBuilder(shop.server().uri().resolve(path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> metrics() throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(shop.server().uri().resolve("/metrics")).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  // A request is counted after its answer was sent, so what asks next may come before that.
  private String metricsWith(String line) throws IOException, InterruptedException {
    String text = metrics().body();
    while (!text.contains(line)) {
      text = metrics().body();
    }
    return text;
  }

  @Test
  void metrics_afterRequests_countThemByPathStatusAndView() throws Exception {
    post(
        "/predict",
        "{\"entities\": {\"user_id\": 3, \"item_id\": [\"i1\", \"nowhere\"]}, "
            + "\"request_context\": {\"position\": 0}}");
    post("/predict", "{}");
    post("/nowhere", "{}");
    try (WireClient client = WireClient.of(shop.server())) {
      client.features(
          GetOnlineFeaturesRequest.newBuilder()
              .setFeatureService("popularity")
              .putEntities("item_id", strings("i1"))
              .build());
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () ->
                  client.features(
                      GetOnlineFeaturesRequest.newBuilder()
                          .setFeatureService("popularity")
                          .putEntities("item_id", longs(1))
                          .build()))
          .hasMessageContaining("string_val");
    }

    String text =
        metricsWith(
            "tandem_request_seconds_count{path=\"other\",protocol=\"http\",status=\"404\"} 1");
    assertThat(metrics().headers().firstValue("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(text.lines())
        .contains(
            "tandem_request_seconds_count{path=\"/predict\",protocol=\"http\",status=\"200\"} 1",
            "tandem_request_seconds_count{path=\"/predict\",protocol=\"http\",status=\"400\"} 1",
            "tandem_request_seconds_count{path=\"feast.serving.ServingService/GetOnlineFeatures\","
                + "protocol=\"grpc\",status=\"OK\"} 1",
            "tandem_request_seconds_count{path=\"feast.serving.ServingService/GetOnlineFeatures\","
                + "protocol=\"grpc\",status=\"INVALID_ARGUMENT\"} 1",
            "tandem_stage_seconds_count{stage=\"read\"} 2",
            "tandem_stage_seconds_count{stage=\"decode\"} 2",
            "tandem_stage_seconds_count{stage=\"evaluate\"} 2",
            "tandem_stage_seconds_count{stage=\"predict\"} 1",
            "tandem_stage_seconds_count{stage=\"encode\"} 2",
            "tandem_features_total{status=\"missing\",view=\"item_popularity\"} 2.0",
            "tandem_features_total{status=\"present\",view=\"item_popularity\"} 4.0",
            "tandem_requests_inside{protocol=\"grpc\"} 0.0",
            "tandem_requests_inside{protocol=\"http\"} 1.0")
        .anyMatch(
            line -> line.startsWith("tandem_stage_seconds_bucket{stage=\"read\",le=\"0.001\"}"))
        .anyMatch(line -> line.startsWith("jvm_memory_used_bytes"));
  }

  @Test
  void metrics_newestEvent_hasAnAge() throws Exception {
    post(
        "/get-online-features",
        "{\"feature_service\": \"popularity\", \"entities\": {\"item_id\": [\"i1\", \"i2\"]}}");

    String age =
        metrics()
            .body()
            .lines()
            .filter(line -> line.startsWith("tandem_view_newest_event_age_seconds{"))
            .findFirst()
            .orElseThrow();

    assertThat(age).contains("view=\"item_popularity\"");
    assertThat(Double.parseDouble(age.substring(age.indexOf('}') + 2)))
        .isBetween(0.0, 30.0 * 24 * 3600);
  }
}
