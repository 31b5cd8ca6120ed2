package dev.tandem.infra.benchmarks.serving;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.features.table.LongColumn;
import dev.tandem.infra.benchmarks.process.BenchmarkFailedException;
import dev.tandem.serving.edge.ServerSettings;
import dev.tandem.serving.fetch.FeatureClients;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.FetchSettings;
import dev.tandem.serving.server.TandemServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** JSON over HTTP, with a connection for each client. */
final class HttpWire implements Wire {
  private static final int REQUESTS = 256;

  private final TandemServer server;
  private final List<byte[]> requests = new ArrayList<>();
  private final Queue<HttpConnection> spare = new ConcurrentLinkedQueue<>();

  private HttpWire(TandemServer server) {
    this.server = server;
  }

  /** Starts a server over a service's store, in this process. */
  static HttpWire open(FetchBench bench, int rows) {
    FeatureClients clients =
        FeatureClients.of(bench.project(), bench.store(), FetchSettings.defaults());
    HttpWire wire =
        new HttpWire(TandemServer.start(ServerSettings.defaults().withPort(0), clients, List.of()));
    RequestMix mix = new RequestMix(bench.entities(), rows);
    for (int request = 0; request < REQUESTS; request++) {
      wire.requests.add(encode(mix.request(request)));
    }
    return wire;
  }

  private static byte[] encode(FeatureRequest request) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("feature_service", ServedFeatures.SERVICE);
    json.put("request_time", Instant.ofEpochMilli(request.atMillis().orElseThrow()).toString());
    ObjectNode entities = json.putObject("entities");
    for (String key : List.of("user_id", "item_id")) {
      fill(entities.putArray(key), (LongColumn) request.find(key).orElseThrow());
    }
    fill(
        json.putObject("request_context").putArray("position"),
        (LongColumn) request.find("position").orElseThrow());
    byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
    byte[] head =
        ("POST /get-online-features HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nContent-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }

  private static void fill(ArrayNode array, LongColumn column) {
    for (int row = 0; row < column.size(); row++) {
      array.add(column.value(row));
    }
  }

  @Override
  public String name() {
    return "http";
  }

  @Override
  public Call call() {
    return number -> {
      try {
        HttpConnection free = spare.poll();
        HttpConnection connection = free == null ? HttpConnection.open(server.address()) : free;
        int status = connection.ask(requests.get(number % REQUESTS));
        if (status != 200) {
          throw new BenchmarkFailedException("the server answered " + status);
        }
        spare.add(connection);
      } catch (IOException e) {
        throw new UncheckedIOException("asking " + server.uri(), e);
      }
    };
  }

  @Override
  public void close() {
    spare.forEach(HttpConnection::close);
    server.close();
  }
}
