package dev.tandem.features.declaration;

import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.util.List;
import java.util.Optional;

/**
 * One typed field of a source's rows.
 *
 * @param optional whether a row may leave it empty; an empty required field makes the row a dead
 *     letter
 * @param timeUnit for timestamps: how the source writes them
 * @param allowed the values a string field may take; empty means any
 * @param range the numbers a numeric field may take; empty means any finite number
 * @param dimension for a vector, which is a float64_list: how many numbers every one has
 * @param column what the files call the field, if not by its name
 */
public record SourceField(
    String name,
    ValueType type,
    boolean optional,
    Optional<TimeUnit> timeUnit,
    List<String> allowed,
    Optional<Range> range,
    Optional<Integer> dimension,
    Optional<String> column) {
  /** The types a field can have. */
  public static final List<ValueType> TYPES =
      List.of(
          ValueType.INT64,
          ValueType.FLOAT64,
          ValueType.STRING,
          ValueType.BOOL,
          ValueType.TIMESTAMP,
          ValueType.FLOAT64_LIST);

  public SourceField {
    allowed = List.copyOf(allowed);
  }

  /** A field that is no vector and that the files call by its name. */
  public SourceField(
      String name,
      ValueType type,
      boolean optional,
      Optional<TimeUnit> timeUnit,
      List<String> allowed,
      Optional<Range> range) {
    this(name, type, optional, timeUnit, allowed, range, Optional.empty(), Optional.empty());
  }

  /** A field of vectors of one dimension. */
  public static SourceField vector(String name, int dimension) {
    return new SourceField(
        name,
        ValueType.FLOAT64_LIST,
        false,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.of(dimension),
        Optional.empty());
  }

  /** The same field, which a row may leave empty. */
  public SourceField asOptional() {
    return new SourceField(name, type, true, timeUnit, allowed, range, dimension, column);
  }

  /** The name and type alone. */
  public Field field() {
    return new Field(name, type);
  }

  /** What the files call the field. */
  public String columnName() {
    return column.orElse(name);
  }

  /** How a source writes an instant. */
  public enum TimeUnit {
    /** UTC epoch seconds. */
    SECONDS,
    /** UTC epoch milliseconds. */
    MILLISECONDS,
    /** ISO 8601 with an offset, for example {@code 2026-01-31T08:15:00.250Z}. */
    ISO_8601
  }

  /** A closed range of numbers {@code [min, max]}. */
  public record Range(double min, double max) {}
}
