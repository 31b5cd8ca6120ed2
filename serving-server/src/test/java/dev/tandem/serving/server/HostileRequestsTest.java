package dev.tandem.serving.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that are made to hurt are refused with a reason, and the server goes on. */
@Timeout(60)
class HostileRequestsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path directory;
  private static ServedShop shop;

  @BeforeAll
  static void start() {
    shop = ServedShop.start(directory, ServedShop.anyPorts());
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  private static HttpResponse<String> post(String body) throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(shop.server().uri().resolve("/get-online-features"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String entities(String items) {
    return "{\"feature_service\": \"popularity\", \"entities\": {\"item_id\": " + items + "}}";
  }

  static Stream<Arguments> hostile() {
    String deep = "[".repeat(100_000);
    String columns =
        IntStream.range(0, 2000)
            .mapToObj(i -> "\"c" + i + "\": 1")
            .collect(Collectors.joining(", "));
    return Stream.of(
        Arguments.of("{\"entities\": {\"item_id\": " + deep, "entities.item_id[0]"),
        Arguments.of("{\"entities\": " + deep, "entities"),
        Arguments.of("{\"features\": " + deep, "features[0]"),
        Arguments.of("{\"request_time\": " + deep, "request_time[0]"),
        Arguments.of("{\"a\": {\"a\": ".repeat(50_000), "a"),
        Arguments.of(deep, "body"),
        Arguments.of(entities("[" + "\"i\", ".repeat(500_000) + "\"i\"]"), "entities.item_id"),
        Arguments.of(entities("[[" + "1, ".repeat(500_000) + "1]]"), "entities.item_id[0]"),
        Arguments.of(entities("\"" + "x".repeat(1_000_000) + "\""), "entities.item_id"),
        Arguments.of(entities("1".repeat(100_000)), "body"),
        Arguments.of(entities("1e" + "9".repeat(900)), "entities.item_id"),
        Arguments.of("{\"entities\": {" + columns + "}}", "entities"),
        Arguments.of("{\"" + "n".repeat(100_000) + "\": 1}", "body"),
        Arguments.of("{\"entities\": {}, \"entities\": {}}", "body"),
        Arguments.of("{\"entities\": {\"item_id\": \"a\", \"item_id\": \"b\"}}", "body"),
        Arguments.of(entities("{}"), "entities.item_id"),
        Arguments.of(entities("true"), "entities.item_id"),
        Arguments.of(entities("\"\\ud800\""), "entities.item_id"),
        Arguments.of("\u0000", "body"),
        Arguments.of("", "body"),
        Arguments.of("{}{}", "body"));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void post_hostile_isRefusedWithAReason(String body, String field) throws Exception {
    HttpResponse<String> response = post(body);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    JsonNode answer = JSON.readTree(response.body());
    assertThat(answer.path("field").asText()).isEqualTo(field);
    assertThat(answer.path("error").asText()).hasSizeLessThan(1000);
    assertThat(post(entities("[\"i1\"]")).statusCode()).isEqualTo(200);
  }

  @Test
  void post_notUtf8_isRefused() throws Exception {
    byte[] body = entities("\"\u00ff\"").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    HttpResponse<String> response =
        HTTP.send(
            HttpRequest.newBuilder(shop.server().uri().resolve("/get-online-features"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
  }
}
