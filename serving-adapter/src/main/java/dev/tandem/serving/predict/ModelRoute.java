package dev.tandem.serving.predict;

import dev.tandem.features.table.Table;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.FeatureVectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which model answers which request: the primary one, but for the requests that a split sends to
 * others; and which model scores them afterwards as a shadow.
 *
 * <p>Thread-safe. Owns all its models.
 */
public final class ModelRoute implements AutoCloseable {
  private final LiveModel primary;
  private final Optional<TrafficSplit> split;
  private final Optional<ShadowModel> shadow;

  private ModelRoute(
      LiveModel primary, Optional<TrafficSplit> split, Optional<ShadowModel> shadow) {
    this.primary = primary;
    this.split = split;
    this.shadow = shadow;
  }

  /** All requests to one model. */
  public static ModelRoute to(LiveModel primary) {
    return new ModelRoute(primary, Optional.empty(), Optional.empty());
  }

  /** The same with a share of the requests to others. */
  public ModelRoute withSplit(TrafficSplit newSplit) {
    return new ModelRoute(primary, Optional.of(newSplit), shadow);
  }

  /** The same with a shadow. */
  public ModelRoute withShadow(ShadowModel newShadow) {
    return new ModelRoute(primary, split, Optional.of(newShadow));
  }

  /** The model that answers unless a split says otherwise. */
  public LiveModel primary() {
    return primary;
  }

  /** What scores after the answer. */
  public Optional<ShadowModel> shadow() {
    return shadow;
  }

  /** All models, the primary one first, the shadow last. */
  public List<LiveModel> models() {
    List<LiveModel> all = new ArrayList<>(List.of(primary));
    split.ifPresent(s -> s.arms().forEach(arm -> all.add(arm.model())));
    shadow.ifPresent(s -> all.add(s.model()));
    return all;
  }

  /** Predicts with the model that answers the request. */
  Predictions predict(FeatureRequest request, Table features) {
    int arm = split.isPresent() ? split.get().arm(request) : -1;
    if (arm < 0) {
      return primary.predict(features);
    }
    TrafficSplit.Arm chosen = split.get().arms().get(arm);
    return chosen.model().predict(features).of(chosen.name());
  }

  /** Lets the shadow score what has been answered; takes over the features. */
  void follow(FeatureVectors features, Predictions answered) {
    if (shadow.isPresent()) {
      shadow.get().offer(features, answered);
    } else {
      features.close();
    }
  }

  /** Closes all models; calls that have begun end as usual. */
  @Override
  public void close() {
    shadow.ifPresent(ShadowModel::close);
    split.ifPresent(s -> s.arms().forEach(arm -> arm.model().close()));
    primary.close();
  }
}
