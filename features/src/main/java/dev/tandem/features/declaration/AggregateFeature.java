package dev.tandem.features.declaration;

import dev.tandem.features.type.ValueType;
import java.util.Optional;

/**
 * A windowed aggregation over a view's events.
 *
 * @param field the aggregated source field; empty only for {@link AggregateFunction#COUNT}
 * @param where a boolean expression over the source's fields that an event must satisfy, or empty
 *     for all events
 * @param window the window, or empty for all events since the beginning
 * @param limit N of {@link AggregateFunction#LAST_N}, otherwise 0
 * @param scale the number of decimal places that fractional values keep when they are summed
 * @param type the type of the result
 * @param defaultValue the declared default in the notation of a declaration, or empty
 */
public record AggregateFeature(
    String name,
    AggregateFunction function,
    Optional<String> field,
    Optional<String> where,
    Optional<Window> window,
    int limit,
    int scale,
    ValueType type,
    Optional<String> defaultValue) {}
