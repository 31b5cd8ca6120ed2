package dev.tandem.serving.server;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.RankingPolicy;
import dev.tandem.features.store.InMemoryOnlineStore;
import dev.tandem.serving.ShopBundle;
import dev.tandem.serving.ShopEvents;
import dev.tandem.serving.ShopProject;
import dev.tandem.serving.ShopStates;
import dev.tandem.serving.edge.Catalog;
import dev.tandem.serving.edge.ServerSettings;
import dev.tandem.serving.fetch.FeatureClients;
import dev.tandem.serving.fetch.FetchSettings;
import dev.tandem.serving.metrics.ServingMetrics;
import dev.tandem.serving.predict.PredictionService;
import dev.tandem.serving.predict.Predictor;
import dev.tandem.serving.rank.ServedModel;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The tests' shop behind a server of all protocols, with metrics, at the instant of its last event.
 */
final class ServedShop implements AutoCloseable {
  static final int MAX_ROWS = 100;

  private static final RankingPolicy POLICY =
      new RankingPolicy(
          List.of(new RankingPolicy.Factor("click", 1, Optional.empty())),
          Optional.empty(),
          Optional.empty());

  private final InMemoryOnlineStore store = new InMemoryOnlineStore();
  private final InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(ShopEvents.END));
  private final ServingMetrics metrics = ServingMetrics.create(clock);
  private final FeatureClients clients;
  private final Predictor predictor;
  private final TandemServer server;

  private ServedShop(Path directory, ServerSettings settings) {
    Project project = ShopProject.project();
    ShopStates.load(project, ShopEvents.random(1, 2000), ShopEvents.END, store);
    clients =
        FeatureClients.of(
            project,
            store,
            FetchSettings.defaults().withClock(clock).withMaxRows(MAX_ROWS).withWatch(metrics));
    predictor = Predictor.open(ShopBundle.publish(directory, project));
    ServedModel model =
        ServedModel.of(PredictionService.of(clients.service("ranking"), predictor))
            .withRanking(Optional.of(POLICY));
    server = TandemServer.start(settings, Catalog.ofModels(clients, List.of(model)), metrics);
  }

  /** The settings of most tests: any free ports. */
  static ServerSettings anyPorts() {
    return ServerSettings.defaults().withPort(0).withGrpcPort(0);
  }

  static ServedShop start(Path directory, ServerSettings settings) {
    return new ServedShop(directory, settings);
  }

  InMemoryOnlineStore store() {
    return store;
  }

  FeatureClients clients() {
    return clients;
  }

  TandemServer server() {
    return server;
  }

  @Override
  public void close() {
    server.close();
    predictor.close();
    metrics.close();
    store.close();
  }
}
