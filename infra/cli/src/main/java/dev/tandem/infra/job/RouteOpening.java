package dev.tandem.infra.job;

import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.RankingPolicy;
import dev.tandem.features.store.InMemoryOnlineStore;
import dev.tandem.features.table.Field;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.predict.LiveModel;
import dev.tandem.serving.predict.ModelContract;
import dev.tandem.serving.predict.ModelRoute;
import dev.tandem.serving.predict.ShadowDifferences;
import dev.tandem.serving.predict.ShadowModel;
import dev.tandem.serving.predict.TrafficSplit;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** Opens all bundles of a route, or none: what was opened is closed again if one cannot be. */
final class RouteOpening {
  private static final int SHADOW_QUEUE = 64;

  private final Model model;
  private final RouteSettings settings;
  private final FeatureClient client;
  private final ModelContract contract;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  RouteOpening(Project project, Model model, RouteSettings settings) {
    this.model = model;
    this.settings = settings;
    // Models are opened before there is a store; what requests have is known without one.
    this.client =
        FeatureClient.of(
            project, project.trainingSet(model.trainingSet()).service(), new InMemoryOnlineStore());
    this.contract =
        ModelContract.of(client)
            .withTasks(model.ranking().map(RankingPolicy::tasks).orElse(List.of()));
  }

  /**
   * The route.
   *
   * @param bundle the primary model's
   * @param differences hears what a shadow says
   */
  ModelRoute open(Path bundle, ShadowDifferences differences) {
    try {
      ModelRoute route = ModelRoute.to(live(bundle, contract.withModel(model.name())));
      if (!settings.arms().isEmpty()) {
        route = route.withSplit(split());
      }
      if (settings.shadow().isPresent()) {
        LiveModel shadow = live(settings.shadow().get(), contract);
        route = route.withShadow(ShadowModel.start(shadow, differences, SHADOW_QUEUE));
      }
      return route;
    } catch (RuntimeException e) {
      opened.forEach(RouteOpening::close);
      throw e;
    }
  }

  private static void close(AutoCloseable model) {
    try {
      model.close();
    } catch (Exception e) {
      throw new JobFailedException("a model did not close: " + e.getMessage(), e);
    }
  }

  private LiveModel live(Path bundle, ModelContract required) {
    LiveModel live = LiveModel.open(bundle, required);
    opened.push(live);
    return live;
  }

  private TrafficSplit split() {
    List<String> fields = fields();
    String key = settings.splitKey().orElse(fields.get(0));
    if (!fields.contains(key)) {
      throw new JobFailedException(
          "requests cannot be split by '" + key + "'; name one of: " + String.join(", ", fields));
    }
    List<TrafficSplit.Arm> arms = new ArrayList<>();
    for (RouteSettings.Arm arm : settings.arms()) {
      arms.add(new TrafficSplit.Arm(arm.name(), live(arm.bundle(), contract), arm.share()));
    }
    try {
      return new TrafficSplit(key, settings.splitSalt().orElse(model.name()), arms);
    } catch (IllegalArgumentException e) {
      throw new JobFailedException(e.getMessage(), e);
    }
  }

  /** The entity keys and request fields that a request has. */
  private List<String> fields() {
    return Stream.concat(client.entityKeys().stream(), client.requestFields().stream())
        .map(Field::name)
        .toList();
  }
}
