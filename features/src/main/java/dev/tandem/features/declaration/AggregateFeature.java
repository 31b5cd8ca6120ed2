package dev.tandem.features.declaration;

import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.util.Optional;

/**
 * A windowed aggregation over a view's events.
 *
 * @param field the aggregated source field; empty only if the function needs none
 * @param where a boolean expression over the source's fields that an event must satisfy, or empty
 *     for all events
 * @param window the window, or empty for all events since the beginning; never empty if the
 *     function decays
 * @param limit N of {@link AggregateFunction#LAST_N}, otherwise 0
 * @param scale the number of decimal places that fractional values keep when they are summed
 * @param settings what else the function needs to know, see {@link AggregateFunction#settings()}
 * @param by the groups in which events are aggregated apart, or empty for all events together
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
    Options settings,
    Optional<GroupBy> by,
    ValueType type,
    Optional<String> defaultValue) {
  public AggregateFeature {
    // Versions registered before functions had settings have none.
    settings = settings == null ? Options.none() : settings;
  }

  /** A feature of this function over all events, to be narrowed. */
  public static Builder builder(String name, AggregateFunction function) {
    return new Builder(name, function);
  }

  /** Collects what a feature is declared with. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private final AggregateFunction function;
    private Optional<Field> field = Optional.empty();
    private Optional<String> where = Optional.empty();
    private Optional<Window> window = Optional.empty();
    private int limit;
    private int scale;
    private Options settings = Options.none();
    private Optional<GroupBy> by = Optional.empty();
    private Optional<String> defaultValue = Optional.empty();

    private Builder(String name, AggregateFunction function) {
      this.name = name;
      this.function = function;
    }

    /** Aggregates this field of the source. */
    public Builder field(Field aggregated) {
      field = Optional.of(aggregated);
      return this;
    }

    /** Counts only events that satisfy an expression over the source's fields. */
    public Builder where(String expression) {
      where = Optional.of(expression);
      return this;
    }

    /** Counts only events in a window. */
    public Builder window(Window sliding) {
      window = Optional.of(sliding);
      return this;
    }

    /** Keeps this many values. */
    public Builder limit(int values) {
      limit = values;
      return this;
    }

    /** Keeps this many decimal places of fractional values. */
    public Builder scale(int places) {
      scale = places;
      return this;
    }

    /** Tells the function what else it needs to know. */
    public Builder settings(Options values) {
      settings = values;
      return this;
    }

    /** Aggregates each group apart. */
    public Builder by(GroupBy groups) {
      by = Optional.of(groups);
      return this;
    }

    /** Uses this value, in the notation of a declaration, when there is nothing to say. */
    public Builder defaultValue(String text) {
      defaultValue = Optional.of(text);
      return this;
    }

    /**
     * The feature, with the type of the function's result.
     *
     * @throws IllegalArgumentException if the function does not take the field
     */
    public AggregateFeature build() {
      Optional<Decay> decay = function.decays() ? Decay.of(settings) : Optional.empty();
      return new AggregateFeature(
          name,
          function,
          field.map(Field::name),
          where,
          window.or(() -> decay.map(d -> d.window(d.reach()))),
          limit,
          scale,
          settings,
          by,
          function.resultType(field.map(Field::type)),
          defaultValue);
    }
  }
}
