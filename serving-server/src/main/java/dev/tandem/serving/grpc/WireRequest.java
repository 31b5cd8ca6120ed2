package dev.tandem.serving.grpc;

import dev.tandem.features.table.Field;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.InvalidRequestException;
import dev.tandem.serving.wire.feast.RepeatedValue;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The columns of a request by gRPC, before it is known which fields its service has. A field may
 * stand in the one map or in the other, as in JSON.
 *
 * @param entities the columns that the request calls entities
 * @param context the columns that the request calls its context
 * @param time the instant that the request names
 */
record WireRequest(
    Map<String, RepeatedValue> entities,
    Map<String, RepeatedValue> context,
    Optional<Instant> time) {

  /**
   * The request with its values bound to the types of their fields.
   *
   * @param keys the entity keys that the service needs
   * @param requestFields the fields that the service expects from the request
   * @throws InvalidRequestException if a field is missing, unknown or of another type
   */
  FeatureRequest bind(List<Field> keys, List<Field> requestFields, int maxRows) {
    requireKnown(keys, requestFields);
    FeatureRequest.Builder request = FeatureRequest.builder();
    keys.forEach(key -> bind(key, "entities", maxRows, request));
    requestFields.forEach(field -> bind(field, "request_context", maxRows, request));
    time.ifPresent(request::at);
    Calls.patience().ifPresent(request::within);
    return request.build();
  }

  private void bind(Field field, String part, int maxRows, FeatureRequest.Builder request) {
    RepeatedValue inEntities = entities.get(field.name());
    RepeatedValue inContext = context.get(field.name());
    if (inEntities == null && inContext == null) {
      throw new InvalidRequestException(
          part + "." + field.name(),
          "nothing",
          field.type().declaredName() + ", one value or one per row");
    }
    if (inEntities != null && inContext != null) {
      throw new InvalidRequestException(
          "request_context." + field.name(), "the field twice", "once");
    }
    RepeatedValue values = inEntities == null ? inContext : inEntities;
    String path = (inEntities == null ? "request_context." : "entities.") + field.name();
    request.column(field.name(), WireBinding.bind(values, field, path, maxRows));
  }

  private void requireKnown(List<Field> keys, List<Field> requestFields) {
    Set<String> known = new LinkedHashSet<>();
    keys.forEach(field -> known.add(field.name()));
    requestFields.forEach(field -> known.add(field.name()));
    requireKnown("entities", entities.keySet(), known);
    requireKnown("request_context", context.keySet(), known);
  }

  private static void requireKnown(String part, Set<String> names, Set<String> known) {
    for (String name : names) {
      if (!known.contains(name)) {
        throw new InvalidRequestException(
            part + "." + name, "an unknown field", String.join(", ", known));
      }
    }
  }
}
