package dev.tandem.serving.metrics;

import dev.tandem.features.view.FeatureStatus;
import dev.tandem.serving.fetch.FeatureVectors;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAccumulator;

/** How the features of each view came by their values, and how old its newest event is. */
final class ViewMetrics {
  private static final FeatureStatus[] STATUSES = FeatureStatus.values();
  private static final double MILLIS_PER_SECOND = 1000;

  private final MeterRegistry registry;
  private final InstantSource clock;
  private final Map<String, ViewMeters> byView = new ConcurrentHashMap<>();

  /** The meters of one view: a counter for each status's code. */
  private record ViewMeters(List<Counter> statuses, LongAccumulator newest) {}

  ViewMetrics(MeterRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  // Hot path: ServingBenchmark. Counted in plain numbers, and told to the meters once a view.
  void fetched(FeatureVectors vectors) {
    List<String> names = vectors.names();
    long[] counts = new long[STATUSES.length];
    for (int feature = 0; feature < names.size(); feature++) {
      String name = names.get(feature);
      int dot = name.indexOf('.');
      if (dot < 0) {
        continue;
      }
      vectors.countStatuses(feature, counts);
      if (feature + 1 == names.size()
          || !names.get(feature + 1).startsWith(name.substring(0, dot + 1))) {
        tell(name.substring(0, dot), vectors, feature, counts);
      }
    }
  }

  private void tell(String view, FeatureVectors vectors, int feature, long[] counts) {
    ViewMeters meters = byView.computeIfAbsent(view, this::meters);
    for (int status = 0; status < counts.length; status++) {
      if (counts[status] > 0) {
        meters.statuses().get(status).increment((double) counts[status]);
        counts[status] = 0;
      }
    }
    long newest = FeatureVectors.NO_EVENT;
    for (int row = 0; row < vectors.rows(); row++) {
      newest = Math.max(newest, vectors.newestEventMillis(feature, row));
    }
    meters.newest().accumulate(newest);
  }

  private ViewMeters meters(String view) {
    Counter[] statuses = new Counter[STATUSES.length];
    for (FeatureStatus status : STATUSES) {
      statuses[status.code()] =
          Counter.builder("tandem.features")
              .description("Values of a view's features, by how they came about")
              .tag("view", view)
              .tag("status", status.name().toLowerCase(Locale.ROOT))
              .register(registry);
    }
    LongAccumulator newest = new LongAccumulator(Math::max, FeatureVectors.NO_EVENT);
    Gauge.builder("tandem.view.newest.event.age", () -> ageSeconds(newest.get()))
        .description("How long ago the newest event of a view happened that any answer has seen")
        .baseUnit("seconds")
        .tag("view", view)
        .strongReference(true)
        .register(registry);
    return new ViewMeters(List.of(statuses), newest);
  }

  private double ageSeconds(long newest) {
    return newest == FeatureVectors.NO_EVENT
        ? Double.NaN
        : (clock.millis() - newest) / MILLIS_PER_SECOND;
  }
}
