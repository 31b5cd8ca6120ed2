package dev.tandem.serving.metrics;

import dev.tandem.serving.edge.OutputBytes;
import dev.tandem.serving.edge.OutputPool;
import dev.tandem.serving.edge.RequestWatch;
import dev.tandem.serving.fetch.FeatureVectors;
import dev.tandem.serving.fetch.FetchWatch;
import dev.tandem.serving.fetch.Stage;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * How long requests and their stages take, how they end, and what the features are made of.
 *
 * <p>Whoever makes the clients names it as their watch ({@link
 * dev.tandem.serving.fetch.FetchSettings#withWatch}) and gives it to the server. Thread-safe.
 */
public final class ServingMetrics implements FetchWatch, RequestWatch, AutoCloseable {
  /** The content type of {@link #text}. */
  public static final String TEXT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  // From a hit in this process to a client's patience, about three to a factor of ten.
  private static final Duration[] BUCKETS = {
    Duration.ofNanos(50_000),
    Duration.ofNanos(100_000),
    Duration.ofNanos(250_000),
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(10)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);
  private final Timer encoding;
  private final Map<Outcome, Timer> outcomes = new ConcurrentHashMap<>();
  private final ViewMetrics views;

  /** One way in which requests end. */
  private record Outcome(Protocol protocol, String path, String status) {}

  private ServingMetrics(InstantSource clock) {
    for (Stage stage : Stage.values()) {
      stages.put(stage, stage(lowerCase(stage)));
    }
    encoding = stage("encode");
    views = new ViewMetrics(registry, clock);
    collections.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
  }

  /** Metrics that have measured nothing yet. */
  public static ServingMetrics create() {
    return create(InstantSource.system());
  }

  /** The same with a clock that says how old the newest events are. */
  public static ServingMetrics create(InstantSource clock) {
    return new ServingMetrics(clock);
  }

  /** Where an application that embeds the server adds its own meters. */
  public MeterRegistry registry() {
    return registry;
  }

  @Override
  public void took(Stage stage, long nanos) {
    stages.get(stage).record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void fetched(FeatureVectors vectors) {
    views.fetched(vectors);
  }

  @Override
  public void encoded(long nanos) {
    encoding.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void answered(Protocol protocol, String path, String status, long nanos) {
    outcomes
        .computeIfAbsent(new Outcome(protocol, path, status), this::outcome)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Shows how many requests of a protocol have begun and not ended. */
  public void watchInside(Protocol protocol, IntSupplier inside) {
    Gauge.builder("tandem.requests.inside", inside::getAsInt)
        .description("Requests that have begun and not ended")
        .tag("protocol", lowerCase(protocol))
        .strongReference(true)
        .register(registry);
  }

  /** All metrics in Prometheus' text format, in bytes of a pool. */
  public OutputBytes text(OutputPool pool) {
    OutputBytes out = pool.take();
    try {
      registry.scrape(out, TEXT_TYPE);
    } catch (IOException e) {
      throw new UncheckedIOException("writing metrics to memory", e);
    }
    return out;
  }

  private Timer stage(String name) {
    return Timer.builder("tandem.stage")
        .description("How long the stages of requests take")
        .tag("stage", name)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private Timer outcome(Outcome outcome) {
    return Timer.builder("tandem.request")
        .description("How long requests take, from their head to the answer's last byte")
        .tag("protocol", lowerCase(outcome.protocol()))
        .tag("path", outcome.path())
        .tag("status", outcome.status())
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
