package dev.tandem.pipelines.read;

import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.declaration.SourceField.TimeUnit;
import dev.tandem.features.stored.StoredKind;
import dev.tandem.features.table.Column;
import java.util.Optional;

/**
 * Reads one field of a row from the bytes of its value into a column, and checks it.
 *
 * <p>Each is used by one thread. A column it fills is overwritten in the same row when the row is
 * refused.
 */
abstract sealed class FieldParser
    permits LongParser,
        DoubleParser,
        BoolParser,
        StringParser,
        EpochParser,
        IsoTimeParser,
        VectorParser {
  private final SourceField field;

  FieldParser(SourceField field) {
    this.field = field;
  }

  /** A parser for the field that writes into {@code column}, which has the field's type. */
  static FieldParser of(SourceField field, Column column) {
    return switch (field.type()) {
      case INT64 -> new LongParser(field, column);
      case FLOAT64 -> new DoubleParser(field, column);
      case BOOL -> new BoolParser(field, column);
      case STRING -> new StringParser(field, column);
      case TIMESTAMP ->
          field.timeUnit().equals(Optional.of(TimeUnit.ISO_8601))
              ? new IsoTimeParser(field, column)
              : new EpochParser(field, column);
      case FLOAT64_LIST -> new VectorParser(field, column);
      case INT64_LIST, STRING_LIST ->
          throw new IllegalArgumentException(
              "a source has no lists but vectors, and field '"
                  + field.name()
                  + "' is a "
                  + field.type().declaredName());
    };
  }

  /** The field that is read. */
  final SourceField field() {
    return field;
  }

  /** The column that is filled. */
  abstract Column column();

  /**
   * Reads the value {@code bytes[from, to)} into a row; an empty value is null.
   *
   * @return why the row is refused, or null if the value is good
   */
  final Rejection parse(byte[] bytes, int from, int to, int row) {
    if (from == to) {
      column().setNull(row);
      return field.optional() ? null : Rejection.MISSING_VALUE;
    }
    return parseValue(bytes, from, to, row);
  }

  /** Reads a value that is not empty. */
  abstract Rejection parseValue(byte[] bytes, int from, int to, int row);

  /**
   * A converter into the same column, from stored columns of a kind that {@link StoredSchema}
   * accepts for the field.
   */
  abstract FieldConverter converter(StoredKind kind);

  /** What the field allows, for the detail of a dead letter. */
  abstract String allowed();

  /** The detail of a dead letter whose value is not what the field allows. */
  final String required() {
    return field.name() + ": " + allowed() + " is required";
  }
}
