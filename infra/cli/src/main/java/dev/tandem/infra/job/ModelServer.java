package dev.tandem.infra.job;

import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.redis.RedisEndpoint;
import dev.tandem.features.redis.RedisOnlineStore;
import dev.tandem.pipelines.materialize.RedisStoreSpec;
import dev.tandem.serving.edge.Catalog;
import dev.tandem.serving.fetch.FeatureClients;
import dev.tandem.serving.fetch.FetchSettings;
import dev.tandem.serving.log.ServedLog;
import dev.tandem.serving.log.ServedLogSettings;
import dev.tandem.serving.metrics.ServingMetrics;
import dev.tandem.serving.predict.BundleWatch;
import dev.tandem.serving.predict.ModelRoute;
import dev.tandem.serving.predict.PredictionService;
import dev.tandem.serving.predict.ShadowDifferences;
import dev.tandem.serving.rank.ServedModel;
import dev.tandem.serving.server.TandemServer;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A trained model behind a server, with all that it needs; a version that is trained meanwhile
 * takes over. Closing it ends what it started.
 */
public final class ModelServer implements AutoCloseable {
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final ShadowDifferences differences = new ShadowDifferences();
  private URI uri;
  private OptionalInt grpcPort = OptionalInt.empty();

  private ModelServer() {}

  /**
   * Starts a server for a model that has been trained.
   *
   * @param redis the online store, which is filled already; empty starts one and fills it with what
   *     has been ingested
   */
  public static ModelServer start(
      Project project,
      Model model,
      TandemHome home,
      ProjectJobs jobs,
      Optional<RedisEndpoint> redis,
      ServingSettings settings) {
    ModelServer server = new ModelServer();
    try {
      server.open(project, model, home, jobs, redis, settings);
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void open(
      Project project,
      Model model,
      TandemHome home,
      ProjectJobs jobs,
      Optional<RedisEndpoint> redis,
      ServingSettings settings) {
    if (!Files.isDirectory(home.bundle(model.name()))) {
      throw new JobFailedException(
          "model "
              + model.name()
              + " has not been trained in "
              + home.directory()
              + "; train it first");
    }
    redis.ifPresent(RedisLease::requireAnswer);
    TandemServer.requireFree(settings.server());
    ModelRoute route =
        new RouteOpening(project, model, settings.route())
            .open(home.bundle(model.name()), differences);
    started.push(route);
    ServingMetrics metrics = ServingMetrics.create();
    started.push(metrics);
    FetchSettings fetch = settings.fetch().withWatch(metrics);
    if (settings.log().isPresent()) {
      ServedLog served = openLog(project, settings.log().get());
      started.push(served);
      fetch = fetch.withListener(served);
    }
    RedisLease lease = RedisLease.of(redis);
    started.push(lease);
    if (redis.isEmpty()) {
      jobs.materialize(
          project.trainingSet(model.trainingSet()).service(),
          Optional.empty(),
          RedisStoreSpec.of(lease.endpoint()));
    }
    RedisOnlineStore store = RedisOnlineStore.open(lease.endpoint());
    started.push(store);
    FeatureClients clients = FeatureClients.of(project, store, fetch);
    ServedModel served =
        ServedModel.of(
                PredictionService.of(
                    clients.service(route.primary().state().serving().service()), route))
            .withRanking(model.ranking());
    started.push(BundleWatch.start(route.models(), settings.route().refresh()));
    TandemServer running =
        TandemServer.start(settings.server(), Catalog.ofModels(clients, List.of(served)), metrics);
    started.push(running);
    uri = running.uri();
    grpcPort = running.grpcPort();
  }

  private static ServedLog openLog(Project project, ServedLogSettings settings) {
    try {
      return ServedLog.open(project, settings);
    } catch (IllegalArgumentException e) {
      throw new JobFailedException("the served log cannot be kept: " + e.getMessage(), e);
    }
  }

  /** The root of its endpoints. */
  public URI uri() {
    return uri;
  }

  /** The port for gRPC; empty if there is none. */
  public OptionalInt grpcPort() {
    return grpcPort;
  }

  /** How far a shadow's predictions are from the answers. */
  public ShadowDifferences differences() {
    return differences;
  }

  /** Ends what was started, the last first. */
  @Override
  public void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        throw new JobFailedException("a part of the server did not end: " + e.getMessage(), e);
      }
    }
  }
}
