package dev.tandem.serving.fetch;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.type.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The rows for which features are wanted: entity keys and request fields, column by column.
 *
 * <p>A column holds one value per row, or a single value that stands for every row, so the key of a
 * user with 500 candidate items is given once. Immutable as long as nobody writes to the columns
 * handed over; safe to use from many threads then.
 */
public final class FeatureRequest {
  private final Map<String, Column> columns;
  private final int rows;
  private final OptionalLong atMillis;
  private final Optional<Duration> within;

  private FeatureRequest(
      Map<String, Column> columns, int rows, OptionalLong atMillis, Optional<Duration> within) {
    this.columns = columns;
    this.rows = rows;
    this.atMillis = atMillis;
    this.within = within;
  }

  /** An empty request to be filled. */
  public static Builder builder() {
    return new Builder();
  }

  /** The number of rows; 0 if there is a column without values. */
  public int rows() {
    return rows;
  }

  /** The names of the columns, in the order in which they were given. */
  public Set<String> names() {
    return columns.keySet();
  }

  /** The column with this name: {@link #rows()} values, or one that stands for all rows. */
  public Optional<Column> find(String name) {
    return Optional.ofNullable(columns.get(name));
  }

  /** The instant whose features are wanted, UTC epoch milliseconds; empty means now. */
  public OptionalLong atMillis() {
    return atMillis;
  }

  /** How long the request may wait for the store; empty means as the client's settings say. */
  public Optional<Duration> within() {
    return within;
  }

  /** Collects the columns of a {@link FeatureRequest}. Not thread-safe. */
  public static final class Builder {
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private OptionalLong atMillis = OptionalLong.empty();
    private Optional<Duration> within = Optional.empty();

    private Builder() {}

    /** One int64 that stands for every row. */
    public Builder one(String name, long value) {
      return each(name, value);
    }

    /** One float64 that stands for every row. */
    public Builder one(String name, double value) {
      return column(name, DoubleColumn.of(new double[] {value}));
    }

    /** One string that stands for every row. */
    public Builder one(String name, String value) {
      return each(name, value);
    }

    /** An int64 per row. */
    public Builder each(String name, long... values) {
      return column(name, LongColumn.of(ValueType.INT64, values));
    }

    /** A string per row; a null element is a row without a value. */
    public Builder each(String name, String... values) {
      return column(name, StringColumn.of(values));
    }

    /**
     * A column of any type, shared and not copied: a value per row, or one that stands for every
     * row.
     *
     * @throws InvalidRequestException if the request already has a column of this name
     */
    public Builder column(String name, Column column) {
      if (columns.putIfAbsent(name, column) != null) {
        throw new InvalidRequestException(name, "the field twice", "once");
      }
      return this;
    }

    /** Asks for the features at this instant, to the millisecond, instead of now. */
    public Builder at(Instant instant) {
      atMillis = OptionalLong.of(instant.toEpochMilli());
      return this;
    }

    /**
     * Asks for an answer with what the store has said within so long from when the request is made
     * of the client.
     *
     * @throws IllegalArgumentException if it is zero or less
     */
    public Builder within(Duration deadline) {
      FetchSettings.requirePositive(deadline);
      within = Optional.of(deadline);
      return this;
    }

    /**
     * The request.
     *
     * @throws InvalidRequestException if two columns have different numbers of values, both other
     *     than 1
     */
    public FeatureRequest build() {
      String longest = null;
      int rows = 1;
      for (Map.Entry<String, Column> column : columns.entrySet()) {
        int size = column.getValue().size();
        if (size == 1) {
          continue;
        }
        if (longest != null && size != rows) {
          throw new InvalidRequestException(
              column.getKey(),
              size + " values",
              "1 or " + rows + ", which is how many '" + longest + "' has");
        }
        longest = column.getKey();
        rows = size;
      }
      return new FeatureRequest(new LinkedHashMap<>(columns), rows, atMillis, within);
    }
  }
}
