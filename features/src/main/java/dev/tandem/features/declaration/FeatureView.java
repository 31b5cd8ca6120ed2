package dev.tandem.features.declaration;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Features of one entity computed from one source.
 *
 * @param ttl a row whose newest visible event is older than this sees the view expired; empty means
 *     never
 */
public record FeatureView(
    String name,
    String entity,
    String source,
    Optional<Duration> ttl,
    List<AggregateFeature> features) {
  public FeatureView {
    features = List.copyOf(features);
  }
}
