package dev.tandem.serving.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.store.Deadline;
import dev.tandem.features.store.Guard;
import dev.tandem.features.store.InMemoryOnlineStore;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.features.store.StateBatch;
import dev.tandem.features.store.StoredState;
import dev.tandem.serving.ShopProject;
import dev.tandem.serving.edge.ServerSettings;
import dev.tandem.serving.fetch.FeatureClients;
import dev.tandem.serving.fetch.FetchSettings;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GracefulCloseTest {
  /** A store whose reads wait until they are let go. */
  private static final class HeldStore implements OnlineStore {
    private final InMemoryOnlineStore store = new InMemoryOnlineStore();
    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);

    @Override
    public int putIfNewer(List<StoredState> states) {
      return store.putIfNewer(states);
    }

    @Override
    public int putWhile(Guard guard, List<StoredState> states) {
      return store.putWhile(guard, states);
    }

    @Override
    public void read(StateBatch batch, Deadline deadline) {
      reading.countDown();
      try {
        letGo.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      store.read(batch, deadline);
    }

    @Override
    public void close() {
      store.close();
    }
  }

  @Test
  void close_requestHasBegun_isFinishedFirst() throws Exception {
    HeldStore store = new HeldStore();
    FeatureClients clients =
        FeatureClients.of(ShopProject.project(), store, FetchSettings.defaults());
    TandemServer server =
        TandemServer.start(ServerSettings.defaults().withPort(0), clients, List.of());
    HttpRequest request =
        HttpRequest.newBuilder(server.uri().resolve("/get-online-features"))
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"feature_service\": \"popularity\", \"entities\": {\"item_id\": [\"i\"]}}"))
            .build();
    CompletableFuture<HttpResponse<String>> answer =
        HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString());
    store.reading.await();

    CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
    assertThat(closed).isNotDone();
    store.letGo.countDown();

    assertThat(answer.get().statusCode()).isEqualTo(200);
    closed.get();
  }
}
