package dev.tandem.serving.json;

import dev.tandem.features.table.Field;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.InvalidRequestException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A request as it was read, before it is known which fields its service has. */
public final class JsonRequest {
  private final Optional<String> service;
  private final List<String> features;
  private final Optional<String> model;
  private final Optional<Instant> time;
  private final Map<String, RawColumn> columns;
  private final Optional<String> id;
  private final OptionalInt top;

  JsonRequest(
      Optional<String> service,
      List<String> features,
      Optional<String> model,
      Optional<Instant> time,
      Map<String, RawColumn> columns,
      Optional<String> id,
      OptionalInt top) {
    this.service = service;
    this.features = List.copyOf(features);
    this.model = model;
    this.time = time;
    this.columns = new LinkedHashMap<>(columns);
    this.id = id;
    this.top = top;
  }

  /** The feature service that the request names. */
  public Optional<String> service() {
    return service;
  }

  /** The features that the request names one by one, {@code view:feature} written with a dot. */
  public List<String> features() {
    return features;
  }

  /** The model that the request names. */
  public Optional<String> model() {
    return model;
  }

  /** What identifies the request. */
  public Optional<String> id() {
    return id;
  }

  /** How many candidates are wanted at most. */
  public OptionalInt top() {
    return top;
  }

  /**
   * The request with its values bound to the types of their fields.
   *
   * @param keys the entity keys that the service needs
   * @param requestFields the fields that the service expects from the request
   * @throws InvalidRequestException if a field is missing, unknown or of another type
   */
  public FeatureRequest bind(List<Field> keys, List<Field> requestFields) {
    requireKnown(keys, requestFields);
    FeatureRequest.Builder request = FeatureRequest.builder();
    keys.forEach(key -> bind(key, "entities." + key.name(), request));
    requestFields.forEach(field -> bind(field, "request_context." + field.name(), request));
    time.ifPresent(request::at);
    return request.build();
  }

  private void bind(Field field, String path, FeatureRequest.Builder request) {
    RawColumn raw = columns.get(field.name());
    if (raw == null) {
      throw new InvalidRequestException(
          path, "nothing", field.type().declaredName() + ", one value or one per row");
    }
    request.column(field.name(), ColumnBinding.bind(raw, field));
  }

  private void requireKnown(List<Field> keys, List<Field> requestFields) {
    Set<String> known =
        Stream.concat(keys.stream(), requestFields.stream())
            .map(Field::name)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    columns.forEach(
        (name, raw) -> {
          if (!known.contains(name)) {
            throw new InvalidRequestException(
                raw.path(), "an unknown field", String.join(", ", known));
          }
        });
  }
}
