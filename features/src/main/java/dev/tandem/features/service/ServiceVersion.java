package dev.tandem.features.service;

import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.FeatureView;
import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.table.Field;
import dev.tandem.features.view.CompiledView;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The hash of all that decides a service's values.
 *
 * <p>The hashed text is a line per fact; each part of a line is preceded by its length, so that no
 * two different facts read the same. Where files lie and features the service does not need are
 * left out: they do not change a value.
 */
final class ServiceVersion {
  /** Raised when the rules by which values are computed change. */
  private static final String RULES = "1";

  private final StringBuilder text = new StringBuilder();

  private ServiceVersion() {}

  /** The SHA-256 in lower-case hexadecimal. */
  static String of(CompiledService service) {
    return sha256(text(service));
  }

  /** The text that is hashed. */
  static String text(CompiledService service) {
    ServiceVersion version = new ServiceVersion();
    version.line("rules", RULES);
    service.features().forEach(field -> version.field("feature", field));
    service
        .onDemand()
        .forEach((name, e) -> version.line("on_demand", name, e.type().declaredName(), e.text()));
    service.inputs().forEach(field -> version.field("input", field));
    Set<String> needed =
        service.inputs().stream().map(Field::name).collect(Collectors.toUnmodifiableSet());
    service.views().forEach(view -> version.view(view, needed));
    TreeMap<String, Source> sources = new TreeMap<>();
    service.views().forEach(view -> sources.put(view.source().name(), view.source()));
    sources.values().forEach(version::source);
    return version.text.toString();
  }

  private void view(CompiledView view, Set<String> needed) {
    FeatureView declaration = view.declaration();
    line("view", declaration.name(), declaration.source(), millis(declaration.ttl()));
    view.entity().keys().forEach(key -> field("key", key));
    for (AggregateFeature feature : declaration.features()) {
      if (needed.contains(declaration.name() + "." + feature.name())) {
        aggregate(feature);
      }
    }
  }

  private void aggregate(AggregateFeature feature) {
    line(
        "aggregate",
        feature.name(),
        feature.type().declaredName(),
        feature.function().declaredName(),
        optional(feature.field()),
        optional(feature.where()),
        millis(feature.window().map(window -> window.length())),
        millis(feature.window().map(window -> window.resolution())),
        Integer.toString(feature.limit()),
        Integer.toString(feature.scale()),
        optional(feature.defaultValue()));
    feature
        .settings()
        .values()
        .forEach((name, values) -> line("setting", feature.name(), name, values.toString()));
    feature
        .by()
        .ifPresent(
            by -> line("by", feature.name(), by.field(), by.key(), Integer.toString(by.most())));
  }

  private void source(Source source) {
    line(
        "source",
        source.name(),
        source.eventTime().orElse(""),
        optional(source.arrivalTime()),
        millis(source.lateness()));
    source.eventId().forEach(field -> line("event_id", field));
    source.fields().forEach(this::sourceField);
  }

  private void sourceField(SourceField field) {
    line(
        "field",
        field.name(),
        field.type().declaredName(),
        Boolean.toString(field.optional()),
        optional(field.timeUnit().map(Enum::name)),
        optional(field.range().map(range -> range.min() + ".." + range.max())));
    field.dimension().ifPresent(d -> line("dimension", Integer.toString(d)));
    List<String> allowed = field.allowed().stream().sorted().toList();
    allowed.forEach(value -> line("allowed", value));
  }

  private void field(String kind, Field field) {
    line(kind, field.name(), field.type().declaredName());
  }

  private void line(String kind, String... parts) {
    text.append(kind);
    for (String part : parts) {
      text.append(' ').append(part.length()).append(':').append(part);
    }
    text.append('\n');
  }

  /** Distinguishes what is absent from what is empty. */
  private static String optional(Optional<String> value) {
    return value.map(v -> "=" + v).orElse("");
  }

  private static String millis(Optional<Duration> duration) {
    return optional(duration.map(d -> Long.toString(d.toMillis())));
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
